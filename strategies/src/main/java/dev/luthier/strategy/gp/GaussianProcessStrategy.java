package dev.luthier.strategy.gp;

import dev.luthier.acquisition.JointAcquisition;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.strategy.Surrogate;
import dev.luthier.strategy.Workload;
import dev.luthier.strategy.unseen.UnseenSearch;
import dev.luthier.study.Trial;
import dev.luthier.surrogate.ModelFamily;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Proposes what Gaussian processes, one for each objective and constraint, and where trials have
 * failed one for that, expect to improve most on the best known: on the best value, or on the front
 * of several objectives.
 *
 * <p>To propose a configuration: while there are few trials, or very many open ones, take the next
 * point of a quasi-random design. Afterwards take the models of all observations; draw what they do
 * not know about the best points and open trials, or with several objectives believe in the front
 * as it seems and of open trials that they will come out as predicted; search the space for the
 * largest expected improvement, averaged over the draws and weighed by the probability that the
 * trial succeeds and keeps the constraints and by what the user believes; propose the best
 * candidate that nobody has tried and that is not next to an open trial. When the request's limit
 * is reached that is the best so far, and the rest of a batch is left.
 */
final class GaussianProcessStrategy implements Strategy {
  private static final String DESIGN = "gp design";
  private static final String AIM = "gp aim";

  /**
   * Points of the design after the best ones of earlier studies: where all observations are good
   * they say little about what earlier studies are worth, and nothing if those mislead
   * (docs/decisions/0020).
   */
  private static final int SPREAD = 4;

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

  /** All but failed trials, until {@link #isLocal}: what is modelled but for failure itself. */
  private final Observations valued;

  /** Of each output but failure, by what is {@link #valued}. */
  private final List<ModelSchedule> schedules = new ArrayList<>();

  /** Whether trials fail, by all of them. Idle until one has. */
  private final ModelSchedule failure;

  private boolean hasFailed;
  private final Optional<LocalModels> local;
  private final EarlierModels earlier;
  private final AcquisitionSearch search;
  private final Belief belief;
  private final UnseenSearch unseen;
  private final InitialDesign design;
  private final int initial;
  private final int objectives;

  GaussianProcessStrategy(StrategySetup setup, GaussianProcessOptions options) {
    this.space = setup.space();
    this.candidates = new CandidateSpace(space);
    this.modelSpace = new ModelSpace(space, options.conditional());
    List<Output> outputs = new ArrayList<>();
    this.objectives = setup.objectives().size();
    setup.objectives().forEach(o -> outputs.add(new Output.Objective(o, objectives == 1)));
    setup.constraints().forEach(name -> outputs.add(new Output.Constraint(name)));
    if (options.costAware()) {
      outputs.add(new Output.Cost());
    }
    outputs.add(new Output.Failure());
    var workload = new Workload(1, Math.max(1, modelSpace.dimension()), options.candidates());
    this.earlier = new EarlierModels(setup, candidates, modelSpace, outputs.getFirst(), workload);
    this.observations = new Observations(candidates, modelSpace, outputs, earlier);
    this.valued = new Observations(candidates, modelSpace, outputs, earlier);
    int last = outputs.size() - 1;
    for (int k = 0; k < last; k++) {
      List<ModelFamily> families =
          objectives > 1 && k < objectives
              ? modelSpace.familiesAmongOthers()
              : modelSpace.families();
      schedules.add(new ModelSchedule(valued, k, families, setup.compute(), workload));
    }
    this.failure =
        new ModelSchedule(observations, last, modelSpace.families(), setup.compute(), workload);
    this.local =
        objectives == 1
            ? Optional.of(
                new LocalModels(setup, candidates, modelSpace, observations, LocalModels.FROM))
            : Optional.empty();
    this.search = new AcquisitionSearch(space, candidates, modelSpace, setup.seed(), options);
    this.belief = options.belief();
    this.unseen = UnseenSearch.remembering(space);
    this.design = new InitialDesign(space, belief, setup.seed());
    this.initial = options.initial();
  }

  @Override
  public void observe(List<Trial.Finished> delta) {
    delta.forEach(observations::add);
    unseen.observe(delta);
    local.ifPresent(LocalModels::observed);
    hasFailed |= delta.stream().anyMatch(Trial.Failed.class::isInstance);
    if (isLocal()) {
      schedules.forEach(ModelSchedule::close);
      failure.close();
      return;
    }
    // Not among many trials, where nobody asks: a second log of 100,000 would take tens of MB.
    delta.stream().filter(trial -> !(trial instanceof Trial.Failed)).forEach(valued::add);
    schedules.forEach(ModelSchedule::observed);
    if (hasFailed) {
      failure.observed();
    }
  }

  @Override
  public Proposals propose(ProposalRequest request) {
    List<Pick> picks = new ArrayList<>();
    while (picks.isEmpty() || (picks.size() < request.count() && !request.limit().isReached(0))) {
      ProposalRequest rest = after(request, picks);
      var notes = new SearchNotes(request.limit());
      Proposals proposals =
          isModelSilent(rest)
              ? unseen.propose(rest, trial -> designed(rest, trial))
              : unseen.propose(first(rest), trial -> modelled(first(rest), trial, notes));
      proposals.configurations().forEach(chosen -> picks.add(notes.pick(chosen)));
      if (proposals.exhausted()) {
        return answer(request, picks, true);
      }
    }
    return answer(request, picks, false);
  }

  private Proposals answer(ProposalRequest request, List<Pick> picks, boolean exhausted) {
    return new Proposals(
        picks.stream().map(Pick::configuration).toList(),
        picks.stream().map(Pick::cut).toList(),
        rationales(request.firstTrial(), picks),
        exhausted);
  }

  private List<Optional<Rationale>> rationales(long firstTrial, List<Pick> picks) {
    if (!isLocal()) {
      // Nothing has been observed since the search: these are its models again.
      Optional<OutputModels> models =
          picks.stream().anyMatch(Pick::isByModel) ? current() : Optional.empty();
      return Rationales.of(picks, models, modelSpace, candidates);
    }
    List<Optional<Rationale>> rationales = new ArrayList<>();
    for (Pick pick : picks) {
      long trial = firstTrial + rationales.size();
      rationales.add(
          pick.isByModel()
              ? local.orElseThrow().rationale(trial, pick.configuration())
              : Optional.of(Rationales.DESIGN));
    }
    return rationales;
  }

  @Override
  public Optional<Surrogate> surrogate() {
    if (isLocal() || observations.completed() == 0 || observations.count() < designed()) {
      return Optional.empty();
    }
    return current().map(models -> new SurrogateView(models, space, modelSpace, candidates));
  }

  /**
   * The feasible observation with the least posterior mean; with no model of all of them, or
   * several objectives, none.
   */
  @Override
  public Optional<Configuration> recommend() {
    if (objectives > 1 || isLocal() || observations.completed() == 0) {
      return Optional.empty();
    }
    return current()
        .flatMap(
            current -> {
              try (current) {
                return current.aim().worthy().length == 0
                    ? Optional.empty()
                    : current.incumbents(1).stream().map(candidates::configuration).findFirst();
              }
            });
  }

  @Override
  public void close() {
    schedules.forEach(ModelSchedule::close);
    failure.close();
    local.ifPresent(LocalModels::close);
    earlier.close();
  }

  private Optional<OutputModels> current() {
    Optional<ModelSchedule> failing = hasFailed ? Optional.of(failure) : Optional.empty();
    return OutputModels.current(schedules, valued, objectives, earlier, failing);
  }

  /** Whether there are more observations than one model should see. */
  private boolean isLocal() {
    return local.isPresent() && local.get().isReady();
  }

  /** Whether the model has nothing to say to the rest of a request, whatever is proposed first. */
  private boolean isModelSilent(ProposalRequest rest) {
    return (observations.completed() == 0 && earlier.count() == 0)
        || (!isLocal() && rest.pending().size() >= MOST_OPEN);
  }

  /** The design's configuration for a trial, and random ones when it is taken. */
  private Supplier<Configuration> designed(ProposalRequest request, long trial) {
    return inOrder(List.of(design.at(trial)), request, trial);
  }

  /** Configurations for a trial, best first, and random ones when they are used up. */
  private Supplier<Configuration> modelled(ProposalRequest request, long trial, SearchNotes notes) {
    int begun = observations.count() + request.pending().size();
    if (begun < earlier.count()) {
      return inOrder(bestOfEarlier(begun), request, trial);
    }
    if (begun < designed() || observations.completed() == 0) {
      return designed(request, trial);
    }
    if (isLocal()) {
      List<Configuration> drawn = local.orElseThrow().ranked(request);
      drawn.forEach(configuration -> notes.found(configuration, Double.NaN));
      return inOrder(drawn, request, trial);
    }
    return inOrder(ranked(request, notes), request, trial);
  }

  /** Trials before the model has a say. */
  private int designed() {
    return earlier.count() == 0 ? initial : earlier.count() + SPREAD;
  }

  /** What earlier studies found best, each its own, but for so many that have been proposed. */
  private List<Configuration> bestOfEarlier(int begun) {
    return earlier.bestInTurn().stream().skip(begun).map(candidates::configuration).toList();
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

  private List<Configuration> ranked(ProposalRequest request, SearchNotes notes) {
    Optional<OutputModels> current = current();
    if (current.isEmpty()) {
      return List.of();
    }
    try (OutputModels models = current.get()) {
      List<Candidate> incumbents = models.incumbents(INCUMBENTS);
      List<Candidate> open =
          request.pending().stream().map(t -> candidates.of(t.configuration())).toList();
      RandomGenerator random = request.random().generator(request.firstTrial(), AIM);
      JointAcquisition function =
          models.acquisition(modelSpace.points(open), costExponent(request), random);
      var term = BeliefTerm.after(observations.count(), request.remaining(), belief, modelSpace);
      var appraisal =
          new Appraisal(models.processes(), models.trend(), function, term, modelSpace, candidates);
      List<Valued> found = search.run(appraisal, incumbents, request, notes.rounds());
      return untriedApartFirst(found, open, notes);
    }
  }

  /**
   * The part of the trials that is left: cost counts fully at the beginning and hardly at the end
   * (cost cooling, Lee et al. 2020, arXiv:2003.10870); fully where the end is not known.
   */
  private double costExponent(ProposalRequest request) {
    return request.remaining().isEmpty()
        ? 1
        : (double) request.remaining().getAsLong()
            / (request.remaining().getAsLong() + observations.count());
  }

  /**
   * Each configuration once, none that has been tried: in a small space they would crowd out the
   * others. Those next to an open trial come last. As many as will do: of the thousand that come
   * after a dozen nobody hears.
   */
  private List<Configuration> untriedApartFirst(
      List<Valued> found, List<Candidate> open, SearchNotes notes) {
    Set<Configuration> apart = new LinkedHashSet<>();
    Set<Configuration> close = new LinkedHashSet<>();
    for (Valued valued : found) {
      Candidate candidate = valued.candidate();
      if (apart.size() >= ENOUGH) {
        break;
      }
      Configuration configuration = candidates.configuration(candidate);
      if (!observations.hasTried(configuration)) {
        boolean isClose = open.stream().anyMatch(o -> candidate.distance(o) < APART);
        (isClose ? close : apart).add(configuration);
        notes.found(configuration, valued.value());
      }
    }
    apart.addAll(close);
    return List.copyOf(apart);
  }

  private static ProposalRequest first(ProposalRequest request) {
    return new ProposalRequest(
        1,
        request.firstTrial(),
        request.pending(),
        request.remaining(),
        request.random(),
        request.limit());
  }

  /** What is left of a request when the chosen configurations are open. */
  private static ProposalRequest after(ProposalRequest request, List<Pick> chosen) {
    List<Trial.Open> pending = new ArrayList<>(request.pending());
    for (int i = 0; i < chosen.size(); i++) {
      pending.add(new Trial.Pending(request.firstTrial() + i, chosen.get(i).configuration()));
    }
    return new ProposalRequest(
        request.count() - chosen.size(),
        request.firstTrial() + chosen.size(),
        pending,
        request.remaining(),
        request.random(),
        request.limit());
  }
}
