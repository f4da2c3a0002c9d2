package dev.luthier.strategy.gp;

import dev.luthier.acquisition.JointAcquisition;
import dev.luthier.acquisition.LogExpectedImprovement;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.strategy.Workload;
import dev.luthier.strategy.quasirandom.ScrambledSobol;
import dev.luthier.strategy.unseen.UnseenSearch;
import dev.luthier.study.Trial;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Proposes what a Gaussian process expects to improve most on the best known.
 *
 * <p>To propose a configuration: while there are few trials, or very many open ones, take the next
 * point of a quasi-random design. Afterwards take the model of all observations; believe of every
 * open trial that it will come out as the model predicts; search the space for the largest expected
 * improvement; propose the best candidate that nobody has tried and that is not next to an open
 * trial.
 */
final class GaussianProcessStrategy implements Strategy {
  private static final String DESIGN = "gp design";

  /** Observed points around which candidates are sought. */
  private static final int INCUMBENTS = 5;

  /**
   * With so many trials open the model has said what it knows, and each would make the next search
   * dearer: more than that fill the space.
   */
  private static final int MOST_OPEN = 100;

  /** Nearer to an open trial, in every coordinate, a proposal would ask the same again. */
  private static final double APART = 1e-3;

  /** Ranked configurations handed on; the first that nobody has tried is taken. */
  private static final int ENOUGH = 12;

  private final SearchSpace space;
  private final CandidateSpace candidates;
  private final ModelSpace modelSpace;
  private final Observations observations;
  private final ModelSchedule schedule;
  private final AcquisitionSearch search;
  private final UnseenSearch unseen;
  private final ScrambledSobol design;
  private final int initial;

  GaussianProcessStrategy(StrategySetup setup, GaussianProcessOptions options) {
    this.space = setup.space();
    this.candidates = new CandidateSpace(space);
    this.modelSpace = new ModelSpace(space);
    this.observations = new Observations(candidates, modelSpace, setup.objectives().getFirst());
    this.schedule =
        new ModelSchedule(
            observations,
            modelSpace.family(),
            setup.compute(),
            new Workload(1, Math.max(1, modelSpace.dimension()), options.candidates()));
    this.search = new AcquisitionSearch(space, candidates, modelSpace, setup.seed(), options);
    this.unseen = UnseenSearch.remembering(space);
    this.design = new ScrambledSobol(space.parameters().size(), setup.seed());
    this.initial = options.initial();
  }

  @Override
  public void observe(List<Trial.Finished> delta) {
    delta.forEach(observations::add);
    unseen.observe(delta);
    schedule.observed();
  }

  @Override
  public Proposals propose(ProposalRequest request) {
    List<Configuration> chosen = new ArrayList<>();
    while (chosen.size() < request.count()) {
      ProposalRequest rest = after(request, chosen);
      Proposals proposals =
          isModelSilent(rest)
              ? unseen.propose(rest, trial -> designed(rest, trial))
              : unseen.propose(first(rest), trial -> modelled(first(rest), trial));
      chosen.addAll(proposals.configurations());
      if (proposals.exhausted()) {
        return new Proposals(chosen, true);
      }
    }
    return new Proposals(chosen, false);
  }

  @Override
  public void close() {
    schedule.close();
  }

  /** Whether the model has nothing to say to the rest of a request, whatever is proposed first. */
  private boolean isModelSilent(ProposalRequest rest) {
    return observations.completed() == 0 || rest.pending().size() >= MOST_OPEN;
  }

  /** The design's configuration for a trial, and random ones when it is taken. */
  private Supplier<Configuration> designed(ProposalRequest request, long trial) {
    return inOrder(
        List.of(space.configure((i, p) -> p.decode(design.coordinate(i, trial)))), request, trial);
  }

  /** Configurations for a trial, best first, and random ones when they are used up. */
  private Supplier<Configuration> modelled(ProposalRequest request, long trial) {
    if (observations.count() + request.pending().size() < initial) {
      return designed(request, trial);
    }
    List<Configuration> ranked =
        schedule.current().map(model -> ranked(model, request)).orElse(List.of());
    return inOrder(ranked, request, trial);
  }

  private Supplier<Configuration> inOrder(
      List<Configuration> first, ProposalRequest request, long trial) {
    RandomGenerator random = request.random().generator(trial, DESIGN);
    return new Supplier<>() {
      private int used;

      @Override
      public Configuration get() {
        return used < first.size() ? first.get(used++) : space.sample(random);
      }
    };
  }

  private List<Configuration> ranked(ModelSchedule.Current model, ProposalRequest request) {
    GaussianProcess process = model.process();
    double[] all = model.transform().apply(observations.values(observations.count()));
    double[] targets = Arrays.stream(model.rows()).mapToDouble(i -> all[i]).toArray();
    List<Candidate> open =
        request.pending().stream().map(t -> candidates.of(t.configuration())).toList();
    process.setTargets(targets);
    List<Candidate> incumbents = incumbents(model.rows(), means(process, targets));
    if (!open.isEmpty()) {
      process.mark();
    }
    try {
      targets = withBeliefs(process, targets, open);
      process.setTargets(targets);
      double best = Arrays.stream(means(process, targets)).min().orElseThrow();
      var improvement = JointAcquisition.of(new LogExpectedImprovement(best));
      var appraisal = new Appraisal(List.of(process), improvement, modelSpace, candidates);
      List<Candidate> found = search.run(appraisal, process.model(), incumbents, request);
      return untriedApartFirst(found, open);
    } finally {
      if (!open.isEmpty()) {
        process.rollback();
      }
    }
  }

  /** Appends open trials, if any, with what the model predicts for them. */
  private double[] withBeliefs(GaussianProcess process, double[] targets, List<Candidate> open) {
    if (open.isEmpty()) {
      return targets;
    }
    Points points = modelSpace.points(open);
    double[] believed;
    try (var at = process.at(points)) {
      believed = at.mean();
    }
    if (!process.append(points)) {
      return targets;
    }
    double[] all = Arrays.copyOf(targets, targets.length + believed.length);
    System.arraycopy(believed, 0, all, targets.length, believed.length);
    return all;
  }

  /** The posterior mean at the process's own points, jitter apart: y − σ²α. */
  private static double[] means(GaussianProcess process, double[] targets) {
    double[] means = process.weights();
    double noise = process.model().noiseVariance();
    Arrays.setAll(means, i -> targets[i] - noise * means[i]);
    return means;
  }

  /** The best completed trials, no configuration twice. */
  private List<Candidate> incumbents(int[] rows, double[] means) {
    Set<Configuration> seen = new HashSet<>();
    return IntStream.range(0, rows.length)
        .filter(i -> observations.isCompleted(rows[i]))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> means[i]))
        .map(i -> observations.candidate(rows[i]))
        .filter(candidate -> seen.add(candidates.configuration(candidate)))
        .limit(INCUMBENTS)
        .toList();
  }

  /**
   * Each configuration once, none that has been tried: in a small space they would crowd out the
   * others. Those next to an open trial come last. As many as will do: of the thousand that come
   * after a dozen nobody hears.
   */
  private List<Configuration> untriedApartFirst(List<Candidate> found, List<Candidate> open) {
    Set<Configuration> apart = new LinkedHashSet<>();
    Set<Configuration> close = new LinkedHashSet<>();
    for (Candidate candidate : found) {
      if (apart.size() >= ENOUGH) {
        break;
      }
      Configuration configuration = candidates.configuration(candidate);
      if (!observations.hasTried(configuration)) {
        boolean isClose = open.stream().anyMatch(o -> candidate.distance(o) < APART);
        (isClose ? close : apart).add(configuration);
      }
    }
    apart.addAll(close);
    return List.copyOf(apart);
  }

  private static ProposalRequest first(ProposalRequest request) {
    return new ProposalRequest(
        1, request.firstTrial(), request.pending(), request.remaining(), request.random());
  }

  /** What is left of a request when the chosen configurations are open. */
  private static ProposalRequest after(ProposalRequest request, List<Configuration> chosen) {
    List<Trial.Open> pending = new ArrayList<>(request.pending());
    for (int i = 0; i < chosen.size(); i++) {
      pending.add(new Trial.Pending(request.firstTrial() + i, chosen.get(i)));
    }
    return new ProposalRequest(
        request.count() - chosen.size(),
        request.firstTrial() + chosen.size(),
        pending,
        request.remaining(),
        request.random());
  }
}
