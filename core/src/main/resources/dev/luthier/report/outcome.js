'use strict';

/* The head, and the pictures of what came out: history, fronts, distribution, curves, timeline. */

/** Numbers of the trials in a state. */
function inState(word) {
  const code = page.trials.states.indexOf(word);
  return page.trials.state.flatMap((state, i) => (state === code ? [i] : []));
}

function drawHead() {
  const { study, trials } = page;
  const head = document.getElementById('head');
  const goals = study.objectives.map(o => `${o.direction} ${o.name}`).join(', ');
  const limits = study.constraints.length === 0 ? '' : `, subject to ${study.constraints.map(c => c + ' ≤ 0').join(', ')}`;
  const when = new Date(study.time).toISOString().slice(0, 16).replace('T', ' ') + ' UTC';
  head.append(element('h1', {}, study.name), element('p', { class: 'lead' }, `${goals}${limits}. As of ${when}.`));
  const finished = Object.entries(study.counts).filter(([, n]) => n > 0).map(([word, n]) => `${n.toLocaleString('en')} ${word}`).join(', ');
  const first = study.objectives[0].name;
  const hasBest = study.best !== undefined;
  const notes = [hasBest ? `${first}, trial ${study.best}` : 'no feasible trial has completed'];
  if (study.objectives.length > 1 && hasBest) {
    notes.push(`${count(trials.front.length, 'trial')} in the Pareto front`);
  }
  head.append(element('dl', { class: 'facts' },
    fact('Best value', hasBest ? short(numeric(trials.values[first][study.best])) : 'none', notes.join('; '), hasBest ? 'best' : ''),
    fact('Trials', trials.state.length.toLocaleString('en') + (study.budget ? ` of ${study.budget.toLocaleString('en')}` : ''), finished),
    fact('Time', study.seconds > 0 ? duration(study.seconds) : '–', 'first start to last end'),
    fact('Strategy', study.strategy, `seed ${study.seed}`),
    fact('Backend', study.backends.join(', ') || '–', study.backends.length > 0 ? 'linear algebra' : 'nothing was modelled'),
    fact('Versions', `Luthier ${study.luthier}`, `Java ${study.java}`)));
  if (hasBest) {
    const rows = study.parameters
      .filter(p => trials.parameters[p.name][study.best] !== null)
      .map(p => element('div', {}, element('dt', {}, p.name), element('dd', {}, valueText(p, trials.parameters[p.name][study.best]))));
    head.append(element('section', { class: 'best-configuration' },
      element('dl', { class: 'configuration' }, element('h3', {}, 'Best configuration'), rows)));
  }
}

function fact(name, value, note, look) {
  return element('div', {}, element('dt', {}, name), element('dd', { class: look || '' }, value), element('dd', { class: 'note' }, note));
}

const BEYOND = ['triangle', 'muted', 'beyond the axis'];

function drawOutcome() {
  section('outcome', 'Outcome');
  drawHistory();
  drawFronts();
  for (const objective of page.study.objectives) {
    drawDistribution(objective);
  }
}

function drawHistory() {
  const { study, trials } = page;
  const objective = study.objectives[0];
  const values = trials.values[objective.name].map(numeric);
  const infeasible = new Set(trials.infeasible);
  const bests = trials.improvements.map(i => values[i]);
  const reported = i => numeric(trials.reported[i]);
  const pruned = inState('pruned');
  const of = range([...values, ...pruned.map(reported)].filter(x => !Number.isNaN(x)), bests, objective.direction === 'minimize');
  const completed = inState('completed');
  const entries = bests.length > 0 ? [['line', 'accent', 'best so far']] : [];
  const series = colors => {
    const made = [];
    const add = (numbers, y, make) => numbers.length > 0 && made.push(make(numbers.map(i => [i, y(i), i])));
    const value = i => within(of, values[i]);
    const inside = completed.filter(i => !isOutside(of, values[i]));
    add(inside.filter(i => !infeasible.has(i)), value, data => dots(data, colors.completed, data.length > MANY ? 3 : 7, data.length > MANY ? 0.5 : 0.75));
    add(inside.filter(i => infeasible.has(i)), value, data => outlines(data, colors.infeasible, 'circle', 7));
    add(completed.filter(i => isOutside(of, values[i])), value, data => points(data, { symbol: 'triangle', itemStyle: { color: colors.muted } }));
    add(pruned, i => (trials.reported[i] === undefined || Number.isNaN(reported(i)) ? of.min : within(of, reported(i))),
      data => outlines(data, colors.pruned, 'diamond', data.length > 300 ? 4 : 8));
    add(inState('failed'), () => of.min, data => (data.length <= 300 ? points(data, { symbol: CROSS, symbolSize: 8, itemStyle: { color: colors.failed } })
      : points(data, { symbol: 'rect', symbolSize: [1, 10], itemStyle: { color: colors.failed, opacity: 0.3 } })));
    if (bests.length > 0) {
      const last = trials.state.length - 1;
      const steps = trials.improvements.map((i, k) => [i, within(of, bests[k])]);
      made.push(...stairs([...steps, [last, steps[steps.length - 1][1]]], colors.accent, 2, 4));
      made.push({ ...dots([[...steps[steps.length - 1], study.best]], colors.accent, 11), z: 5 });
    }
    return made;
  };
  if (completed.length > infeasible.size) {
    entries.push(['dot', 'completed', 'completed']);
  }
  if (infeasible.size > 0) {
    entries.push(['ring', 'infeasible', 'infeasible']);
  }
  if (pruned.length > 0) {
    entries.push(['diamond', 'pruned', 'pruned, at its last report']);
  }
  if (inState('failed').length > 0) {
    entries.push(['cross', 'failed', 'failed, at the lower edge']);
  }
  if (of.isCut) {
    entries.push(BEYOND);
  }
  const x = { type: 'value', min: 0, max: Math.max(1, trials.state.length - 1), minInterval: 1 };
  picture({
    id: 'history',
    title: 'History',
    aid: `Each mark is a trial, in the order of proposal; the line is the best ${objective.name} so far, and ${objective.direction === 'minimize' ? 'lower' : 'higher'} is better.`,
    height: 340,
    legend: entries,
    empty: trials.state.length === 0 ? 'There is no trial yet.' : '',
    option: colors => ({
      ...frame(colors, { ...axisLook(colors, 'trial', false), ...x }, valueAxis(colors, of, objective.name, true)),
      series: series(colors),
    }),
  });
}

/** More pairs of objectives are more than anybody looks at. */
const MOST_PAIRS = 6;

function drawFronts() {
  const { study, trials } = page;
  const names = study.objectives.map(o => o.name);
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map(b => [a, b])).slice(0, MOST_PAIRS);
  if (pairs.length > 1) {
    group('pair');
  }
  const infeasible = new Set(trials.infeasible);
  const front = new Set(trials.front);
  const completed = inState('completed');
  pairs.forEach(([a, b], k) => {
    const [xs, ys] = [a, b].map(name => trials.values[name].map(numeric));
    const onFront = list => trials.front.map(i => list[i]);
    const [oa, ob] = [a, b].map(name => study.objectives.find(o => o.name === name));
    const [ofX, ofY] = [[xs, oa], [ys, ob]].map(([list, o]) => range(completed.map(i => list[i]), onFront(list), o.direction === 'minimize'));
    const at = i => [within(ofX, xs[i]), within(ofY, ys[i]), i];
    const entries = [['dot', 'accent', `Pareto front, ${count(front.size, 'trial')}`], ['dot', 'completed', 'other trials']];
    if (infeasible.size > 0) {
      entries.push(['ring', 'infeasible', 'infeasible']);
    }
    const better = objective => (objective.direction === 'minimize' ? 'lower' : 'higher');
    picture({
      id: k === 0 ? 'pareto' : `pareto-${k + 1}`,
      title: names.length === 2 ? 'Pareto front' : `Pareto front: ${a} and ${b}`,
      aid: `Of ${a} ${better(oa)} is better, of ${b} ${better(ob)}. No other trial is as good as one of the front in all objectives and better in one.`,
      height: 360,
      legend: entries,
      empty: completed.length === 0 ? 'No trial has completed yet.' : '',
      option: colors => {
        const others = completed.filter(i => !front.has(i) && !infeasible.has(i)).map(at);
        const steps = [...trials.front].sort((i, j) => xs[i] - xs[j]).map(at);
        const series = [
          dots(others, colors.completed, others.length > MANY ? 3 : 6, 0.45),
          outlines(trials.infeasible.map(at), colors.infeasible, 'circle', 6),
        ];
        if (names.length === 2) {
          // Between two of the front lies what the left one dominates, if low values of the first objective are better; else the right one.
          series.push(...stairs(oa.direction === 'minimize' ? steps : [...steps].reverse(), colors.accent, 1, 3));
        }
        series.push({ ...dots(steps, colors.accent, 8), z: 4 });
        return { ...frame(colors, valueAxis(colors, ofX, a, false), valueAxis(colors, ofY, b, true)), series };
      },
    });
  });
  single();
}

function drawDistribution(objective) {
  const sorted = page.trials.values[objective.name].map(numeric).filter(x => !Number.isNaN(x)).sort((a, b) => a - b);
  const of = range(sorted, [], objective.direction === 'minimize');
  const n = sorted.length;
  const stride = Math.max(1, Math.floor(n / 1000));
  const k = page.study.objectives.indexOf(objective);
  picture({
    id: k === 0 ? 'distribution' : `distribution-${k + 1}`,
    title: `Distribution of ${objective.name}`,
    aid: 'The height at a value is the share of the completed trials with that value or a lower one; steep parts are values that many trials have.'
      + (of.isCut ? ' The axis leaves out values far from the rest.' : ''),
    height: 260,
    empty: n === 0 ? 'No trial has completed yet.' : '',
    option: colors => {
      const steps = sorted.flatMap((x, i) => (i % stride === 0 || i === n - 1 ? [[x, (i + 1) / n]] : []));
      const before = steps.filter(([x]) => x < of.min).map(([, share]) => share).pop() || 0;
      const inside = steps.filter(([x]) => !isOutside(of, x));
      const last = inside.length > 0 ? inside[inside.length - 1][1] : before;
      const data = [[of.min, before], ...inside, [of.max, last]];
      const share = { type: 'value', min: 0, max: 1, interval: 0.25 };
      const y = valueAxis(colors, share, 'share of trials', true);
      return {
        ...frame(colors, valueAxis(colors, of, objective.name, false), { ...y, axisLabel: { ...y.axisLabel, formatter: v => Math.round(v * 100) + ' %' } }),
        series: stairs(data, colors.completed, 2, 2),
      };
    },
  });
}

function drawCourse() {
  section('course', 'Course of the trials');
  drawCurves();
  drawTimeline();
}

function drawCurves() {
  const { curves, study, trials } = page;
  const values = curves.curves.flatMap(curve => curve.values.map(numeric).filter(x => !Number.isNaN(x)));
  const ends = curves.curves.map(curve => numeric(curve.values[curve.values.length - 1])).filter(x => !Number.isNaN(x));
  const of = range(values, ends.length > 0 && !range(ends).isCut ? ends : []);
  const pruned = new Set(inState('pruned'));
  const shown = curves.curves.length;
  const some = shown < curves.all ? ` Of ${count(curves.all, 'trial')} the best ${Math.floor(shown / 2)} are shown, and ${Math.ceil(shown / 2)} of the rest.` : '';
  const thin = curves.thinned ? ' Of long curves a hundred points are drawn.' : '';
  const entries = [['line', 'completed', 'trial']];
  if (curves.curves.some(curve => curve.trial === study.best)) {
    entries.push(['line', 'accent', 'best trial']);
  }
  if (curves.curves.some(curve => pruned.has(curve.trial))) {
    entries.push(['diamond', 'pruned', 'pruned here']);
  }
  const steps = curves.curves.flatMap(curve => curve.steps);
  const [first, last] = [steps.reduce((a, b) => Math.min(a, b), Infinity), steps.reduce((a, b) => Math.max(a, b), -Infinity)];
  picture({
    id: 'curves',
    title: curves.metric ? `Intermediate values of ${curves.metric}` : 'Intermediate values',
    aid: `What trials reported while they ran, step by step.${some}${thin}${of.isCut ? ' What lies beyond the axis is cut off.' : ''}`,
    height: 320,
    legend: entries,
    empty: shown === 0 ? 'No trial has reported anything while it ran.' : '',
    option: colors => {
      const series = curves.curves.map(curve => {
        const isBest = curve.trial === study.best;
        const data = curve.steps.map((step, k) => {
          const y = numeric(curve.values[k]);
          return [step, Number.isNaN(y) ? '-' : Number.isFinite(y) ? y : within(of, y)];
        });
        const color = isBest ? colors.accent : pruned.has(curve.trial) ? colors.pruned : colors.completed;
        const opacity = isBest ? 1 : Math.max(0.2, Math.min(0.6, 20 / shown));
        return line(data, color, { z: isBest ? 4 : 2, lineStyle: { color, width: isBest ? 2.2 : 1.2, opacity }, showSymbol: data.length === 1, symbol: data.length === 1 ? 'circle' : 'none', itemStyle: { color } });
      });
      const stops = curves.curves.filter(curve => pruned.has(curve.trial)).map(curve => {
        const k = curve.steps.length - 1;
        const y = numeric(curve.values[k]);
        return [curve.steps[k], Number.isNaN(y) ? of.min : within(of, y), curve.trial];
      });
      series.push({ ...outlines(stops, colors.pruned, 'diamond', 8), z: 5 });
      const x = { ...axisLook(colors, 'step', false), type: 'value', min: first, max: Math.max(last, first + 1), minInterval: 1 };
      return { ...frame(colors, x, valueAxis(colors, of, curves.metric, true)), series };
    },
  });
}

function drawTimeline() {
  const { timeline, trials, study } = page;
  const bars = timeline.row.flatMap((row, i) => (row !== null && row < timeline.rows.length ? [i] : []))
    .sort((i, j) => timeline.start[i] - timeline.start[j]);
  const longest = bars.reduce((end, i) => Math.max(end, timeline.end[i]), 0);
  const [unit, seconds] = [['days', 86400], ['hours', 3600], ['minutes', 60], ['seconds', 1]].find(([, s]) => longest >= 2 * s || s === 1);
  const words = ['completed', 'pruned', 'failed', 'running', 'abandoned'];
  const present = words.filter(word => study.counts[word] > 0);
  const color = { completed: 'completed', pruned: 'pruned', failed: 'failed', running: 'exploit', abandoned: 'faint' };
  const labels = timeline.rows.map((name, k) => (k > 0 && timeline.rows[k - 1] === name ? '' : middleCut(name, 15)));
  picture({
    id: 'timeline',
    title: 'Timeline of the workers',
    aid: 'Each bar is a trial from its start to its end, each row a place where one trial runs at a time; gaps are time in which nothing ran there.'
      + (timeline.hidden > 0 ? ` ${count(timeline.hidden, 'more row')} are not drawn.` : ''),
    height: Math.max(130, timeline.rows.length * 24 + 64),
    legend: [...present.map(word => ['block', color[word], word]), ['block', 'accent', 'best trial']],
    empty: bars.length === 0 ? 'No trial has run yet.' : '',
    option: colors => {
      const x = { ...axisLook(colors, `${unit} since the first start`, false), type: 'value', min: 0, max: longest / seconds || 1, splitLine: { show: true, lineStyle: { color: colors.line } } };
      x.axisLabel.showMaxLabel = false;
      const painted = new Map();
      const y = { ...axisLook(colors, '', true), type: 'category', data: labels, inverse: true, splitLine: { show: false } };
      y.axisLabel = { color: colors.muted, fontSize: 12, interval: 0 };
      return {
        ...frame(colors, x, y),
        series: [{
          type: 'custom', clip: true, encode: { x: [0, 3], y: 1 },
          progressive: 2000,
          data: bars.map(i => [timeline.start[i] / seconds, timeline.row[i], i, timeline.end[i] / seconds]),
          renderItem: (item, api) => {
            if (item.dataIndexInside === 0) {
              painted.clear();
            }
            const [left, middle] = api.coord([api.value(0), api.value(1)]);
            const right = api.coord([api.value(3), api.value(1)])[0];
            const height = api.size([0, 1])[1] * 0.62;
            const i = api.value(2);
            // Of bars below a pixel one stands for all in that pixel.
            const row = api.value(1);
            if (right <= (painted.get(row) || -1) && i !== study.best) {
              return undefined;
            }
            painted.set(row, left + 1);
            const fill = i === study.best ? colors.accent : colors[color[trials.states[trials.state[i]]]];
            // A gap of a pixel, or bars that follow each other are one.
            const width = Math.max(1, right - left - 1);
            return { type: 'rect', shape: { x: left, y: middle - height / 2, width, height, r: Math.min(2, width / 3) }, style: { fill, opacity: 0.85 } };
          },
        }],
      };
    },
  });
}
