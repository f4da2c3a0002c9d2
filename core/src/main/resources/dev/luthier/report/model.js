'use strict';

/* Pictures of the parameters, of the surrogate, and of why each trial was proposed. */

function parameterNamed(name) {
  return page.study.parameters.find(parameter => parameter.name === name);
}

/** Parameters, the most important first. */
function ranked() {
  return page.parameters.importance.map(each => parameterNamed(each.parameter));
}

function completedTrials() {
  const code = page.trials.states.indexOf('completed');
  return page.trials.state.flatMap((state, i) => (state === code ? [i] : []));
}

const NONE_COMPLETED = 'No trial has completed yet.';

function drawParameters() {
  section('parameters', 'Parameters');
  if (completedTrials().length > 0) {
    drawImportance();
  }
  drawParallel();
  drawContour();
  drawSlices();
}

function drawImportance() {
  const { by, importance, objective } = page.parameters;
  const fit = page.fit.outputs.find(output => output.name === objective);
  const most = Math.max(...importance.map(each => each.share), 1e-9);
  const isModel = by === 'surrogate';
  if (!isModel && !importance.some(each => each.share > 0)) {
    return;
  }
  const scaleOf = name => (fit && fit.length_scales[name] !== undefined ? short(numeric(fit.length_scales[name])) : '');
  const head = ['parameter', '', isModel ? 'share' : 'dependence', ...(fit ? ['length scale'] : [])];
  const rows = importance.map(({ parameter, share }) => element('tr', {},
    element('td', {}, parameter),
    element('td', { class: 'bar' }, element('span', { style: `width: ${(100 * share / most).toFixed(1)}%` })),
    element('td', { class: 'number' }, (100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0) + ' %'),
    ...(fit ? [element('td', { class: 'number' }, scaleOf(parameter))] : [])));
  main.append(element('table', { class: 'importance', id: 'importance' },
    element('caption', {}, isModel
      ? `What ${objective} depends on, by the surrogate: the share of its mean's variance that a parameter causes, and the parameter's length scale in parts of its range, of which long ones matter little.`
      : `What ${objective} depends on: how much of the variance of the trials' ranks lies between groups with like values of a parameter, chance taken off.`),
    element('thead', {}, element('tr', {}, head.map((text, i) => element('th', { class: i > 1 ? 'number' : '' }, text)))),
    element('tbody', {}, rows)));
}

/** Room for an axis across which lines go, so that its labels can be read. */
const AXIS_WIDTH = 96;

function drawParallel() {
  const { study, trials } = page;
  const objective = study.objectives[0];
  const values = trials.values[objective.name].map(numeric);
  const shown = page.shown.lines;
  const of = range(shown.map(i => values[i]), study.best === undefined ? [] : [values[study.best]], objective.direction === 'minimize');
  const sign = objective.direction === 'minimize' ? 1 : -1;
  const order = [...shown].sort((a, b) => sign * (values[b] - values[a]) || a - b);
  const axes = ranked();
  const some = shown.length < page.shown.completed ? ` Of ${count(page.shown.completed, 'trial')} the best ${shown.length / 2} are shown, and ${shown.length / 2} of the rest.` : '';
  const isOff = axes.some(p => shown.some(i => trials.parameters[p.name][i] === null));
  picture({
    id: 'parallel',
    title: 'Parallel coordinates',
    aid: `Each line is a trial, from parameter to parameter${page.parameters.importance.some(each => each.share > 0) ? ' in order of importance' : ''} and to its ${objective.name}. Drag along an axis to see only the lines that pass there.`
      + (isOff ? ' Off: the parameter plays no part in the trial.' : '') + some,
    height: 380,
    width: (axes.length + 1) * AXIS_WIDTH,
    legend: [['ramp', ['pale', 'deep'], 'worse', 'better'], ['line', 'accent', 'best']],
    empty: shown.length === 0 ? NONE_COMPLETED : '',
    option: (colors, width) => {
      const spacing = (width - 104) / axes.length;
      const look = {
        nameLocation: 'start', nameGap: 16,
        nameTextStyle: { color: colors.ink, fontSize: 12, fontWeight: 600 },
                axisLine: { lineStyle: { color: colors.faint } },
        axisTick: { show: false }, splitLine: { show: false }, minorTick: { show: false },
        areaSelectStyle: { width: 16, borderColor: colors.accent, color: colors.accent, opacity: 0.2 },
      };
      const label = formatter => ({ color: colors.muted, fontSize: 11.5, formatter, hideOverlap: true, textBorderColor: colors.paper, textBorderWidth: 3, overflow: 'truncate', width: spacing - 20 });
      const parallelAxis = axes.map((p, dim) => {
        const off = shown.some(i => trials.parameters[p.name][i] === null);
        const n = p.choices ? p.choices.length : 3;
        const interval = n > 1 ? Math.ceil(n / 10) / (n - 1) : 0.5;
        const formatter = u => (u < -1e-9 ? 'off' : n === 1 && Math.abs(u - 0.5) > 0.1 ? '' : valueText(p, p.kind === 'integer' ? Math.round(valueAt(p, u)) : valueAt(p, u)));
        return { ...look, dim, name: middleCut(p.name, spacing / 8.5), type: 'value', min: off ? -interval : 0, max: 1, interval, axisLabel: label(formatter), parameter: p };
      });
      const last = valueAxis(colors, of, objective.name, false);
      parallelAxis.push({ ...look, dim: axes.length, name: middleCut(objective.name, spacing / 8.5), type: of.type, min: of.min, max: of.max, interval: last.interval, inverse: sign > 0, nameLocation: sign > 0 ? 'end' : 'start', axisLabel: label(short) });
      const data = order.map((i, k) => {
        const isBest = i === study.best;
        const t = order.length > 1 ? k / (order.length - 1) : 1;
        return {
          value: [...axes.map((p, dim) => {
            const cell = trials.parameters[p.name][i];
            return cell === null ? parallelAxis[dim].min : coordinate(p, cell);
          }), within(of, values[i])],
          lineStyle: { color: isBest ? colors.accent : mixed(colors.pale, colors.deep, t ** 2), width: isBest ? 2.5 : 1.1, opacity: isBest ? 1 : order.length > 100 ? 0.5 : 0.8 },
        };
      });
      const best = order.indexOf(study.best);
      if (best >= 0) {
        data.push(...data.splice(best, 1));
      }
      return {
        parallel: { left: 40, right: 64, top: 16, bottom: 40 },
        parallelAxis: parallelAxis.map(({ parameter, ...axis }) => axis),
        series: [{ type: 'parallel', data, smooth: false, inactiveOpacity: 0.03, activeOpacity: 0.9, progressive: 0, silent: true, lineStyle: { width: 1.1 } }],
      };
    },
  });
}

function drawContour() {
  const { study, trials, parameters } = page;
  const contour = parameters.contour;
  const objective = study.objectives[0];
  const isModel = contour !== undefined && contour.mean !== undefined;
  const values = trials.values[objective.name].map(numeric);
  const numbers = contour === undefined ? [] : page.shown.dots.filter(i => trials.parameters[contour.x][i] !== null && trials.parameters[contour.y][i] !== null);
  const means = isModel ? contour.mean.map(numeric) : numbers.map(i => values[i]);
  const of = range(means);
  const ends = isModel ? [Math.min(...means.filter(Number.isFinite)), Math.max(...means.filter(Number.isFinite))] : [of.min, of.max];
  const isDown = objective.direction === 'minimize';
  const ramp = isDown ? ['deep', 'pale'] : ['pale', 'deep'];
  const base = isModel && contour.trial !== study.best ? `the best trial that has both, ${contour.trial}` : 'the best trial';
  const some = thinned();
  const aid = contour === undefined ? '' : isModel
    ? `The surrogate's mean of ${objective.name} over the two most important parameters, all others as in ${base}; between two lines it changes by the same amount. Dots are the completed trials, whatever their other parameters.${some}`
    : `Completed trials by the two parameters that ${objective.name} depends on most; darker dots, or lighter ones on a dark page, are better.${some}`;
  picture({
    id: 'contour',
    title: contour === undefined ? 'The two most important parameters' : `${contour.x} and ${contour.y}`,
    aid,
    height: 420,
    legend: [['ramp', ramp, short(ends[0]), short(ends[1])], ['dot', 'accent', 'best']],
    empty: contour !== undefined ? '' : completedTrials().length === 0 ? NONE_COMPLETED : 'There are no two parameters to show together.',
    option: colors => {
      const [px, py] = [parameterNamed(contour.x), parameterNamed(contour.y)];
      const shade = v => mixed(colors.pale, colors.deep, Math.max(0, Math.min(1, isDown ? (ends[1] - v) / (ends[1] - ends[0] || 1) : (v - ends[0]) / (ends[1] - ends[0] || 1))));
      const at = i => [spread(px, i, 0.754878), spread(py, i, 0.56984), i];
      const series = [];
      if (isModel) {
        series.push(...surface(contour, px, py, means, shade, colors));
        const isFew = numbers.length <= 300;
        const look = { symbolSize: isFew ? 6 : 3, itemStyle: { color: colors.paper, borderColor: colors.ink, borderWidth: isFew ? 1 : 0, opacity: 0.8 } };
        series.push({ ...points(numbers.filter(i => i !== study.best).map(at), look), z: 3 });
      } else {
        // In a few shades, because a large series has one colour.
        const shades = 6;
        const t = v => Math.max(0, Math.min(1, (v - of.min) / (of.max - of.min)));
        for (let k = 0; k < shades; k++) {
          const group = numbers.filter(i => Math.min(shades - 1, Math.floor(t(values[i]) * shades)) === (isDown ? shades - 1 - k : k));
          series.push({ ...dots(group.map(at), mixed(colors.pale, colors.deep, k / (shades - 1)), numbers.length > 300 ? 4 : 8, 0.85), z: 2 + k });
        }
      }
      if (numbers.includes(study.best)) {
        series.push({ ...points([at(study.best)], { symbolSize: 12, itemStyle: { color: colors.accent, borderColor: colors.paper, borderWidth: 1.5 } }), z: 20 });
      }
      return { ...frame(colors, { ...parameterAxis(colors, px, false), splitLine: { show: false } }, { ...parameterAxis(colors, py, true), splitLine: { show: false } }), series };
    },
  });
}

/** Cells in shades of the mean, and lines of equal mean between numeric parameters. */
function surface(contour, px, py, means, shade, colors) {
  const [xs, ys] = [contour.xs.map(numeric), contour.ys.map(numeric)];
  const edges = (p, list) => list.map((_, i) => {
    if (p.choices) {
      return [list[i] - 0.5, list[i] + 0.5];
    }
    const us = list.map(v => coordinate(p, v));
    return [i === 0 ? 0 : (us[i - 1] + us[i]) / 2, i === list.length - 1 ? 1 : (us[i] + us[i + 1]) / 2].map(u => valueAt(p, u));
  });
  const [ex, ey] = [edges(px, xs), edges(py, ys)];
  const cells = means.map((mean, k) => [ex[k % xs.length], ey[Math.floor(k / xs.length)], mean]).filter(([, , mean]) => Number.isFinite(mean));
  const made = [drawn(1, [ex[0][0], ey[0][0]], place => ({
    type: 'group',
    children: cells.map(([x, y, mean]) => {
      const [left, bottom] = place([x[0], y[0]]);
      const [right, top] = place([x[1], y[1]]);
      return { type: 'rect', silent: true, shape: { x: Math.floor(left), y: Math.floor(top), width: Math.ceil(right) - Math.floor(left), height: Math.ceil(bottom) - Math.floor(top) }, style: { fill: shade(mean) } };
    }),
  }))];
  if (!px.choices && !py.choices && xs.length > 2 && ys.length > 2) {
    const { min, max, interval } = nice(Math.min(...means.filter(Number.isFinite)), Math.max(...means.filter(Number.isFinite)));
    const levels = Array.from({ length: Math.round(2 * (max - min) / interval) }, (_, k) => min + (k + 0.5) * interval / 2);
    const [ux, uy] = [xs.map(v => coordinate(px, v)), ys.map(v => coordinate(py, v))];
    const segments = levels.flatMap(level => isoline(ux, uy, means, level))
      .map(ends => ends.map(([u, v]) => [valueAt(px, u), valueAt(py, v)]));
    made.push(drawn(2, [ex[0][0], ey[0][0]], place => ({
      type: 'group',
      children: segments.map(([from, to]) => {
        const [[x1, y1], [x2, y2]] = [place(from), place(to)];
        return { type: 'line', silent: true, shape: { x1, y1, x2, y2 }, style: { stroke: colors.ink, lineWidth: 0.8, opacity: 0.35 } };
      }),
    })));
  }
  return made;
}

/** Line segments along which values on a grid, linear between its points, have a level (marching squares). */
function isoline(xs, ys, values, level) {
  const segments = [];
  const at = (i, j) => values[j * xs.length + i] - level;
  for (let j = 0; j + 1 < ys.length; j++) {
    for (let i = 0; i + 1 < xs.length; i++) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
      const crossings = [];
      corners.forEach(([a, b], k) => {
        const [c, d] = corners[(k + 1) % 4];
        const [from, to] = [at(a, b), at(c, d)];
        if ((from < 0) !== (to < 0)) {
          const t = from / (from - to);
          crossings.push([xs[a] + t * (xs[c] - xs[a]), ys[b] + t * (ys[d] - ys[b])]);
        }
      });
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        segments.push([crossings[k], crossings[k + 1]]);
      }
    }
  }
  return segments;
}

/** What a picture says that does not show all of the completed trials. */
function thinned() {
  const { dots, completed } = page.shown;
  return dots.length < completed ? ` Of ${count(completed, 'trial')} ${dots.length.toLocaleString('en')} are shown, evenly from the best to the worst.` : '';
}

/**
 * A trial's place along a parameter. Choices are spread out a little, by a fraction that the trial's number gives, or trials would
 * cover each other. Two axes need two ratios, or the trials of a cell stand on a line: those of Roberts' R2 sequence fill it evenly.
 */
function spread(parameter, i, ratio = 0.618034) {
  const cell = numeric(page.trials.parameters[parameter.name][i]);
  return parameter.choices ? cell + ((i * ratio) % 1 - 0.5) * 0.5 : cell;
}

/** Shades of age in a slice. */
const AGES = 5;

function drawSlices() {
  const { study, trials } = page;
  const objective = study.objectives[0];
  const values = trials.values[objective.name].map(numeric);
  const completed = completedTrials();
  const of = range(completed.map(i => values[i]), study.best === undefined ? [] : [values[study.best]], objective.direction === 'minimize');
  const infeasible = new Set(trials.infeasible);
  main.append(element('h3', { id: 'slices', style: 'margin-top: 40px' }, 'Slices'),
    element('p', { class: 'aid' }, `Every completed trial's ${objective.name} over its value of one parameter; a trend that is seen here holds whatever the other parameters are.${thinned()}`));
  if (completed.length === 0) {
    main.append(element('p', { class: 'empty' }, NONE_COMPLETED));
    luthierReport.empty.push('slices');
    return;
  }
  const entries = [['ramp', ['pale', 'deep'], 'earlier', 'later'], ['dot', 'accent', 'best']];
  if (infeasible.size > 0) {
    entries.push(['ring', 'infeasible', 'infeasible']);
  }
  if (of.isCut) {
    entries.push(BEYOND);
  }
  main.append(legend(entries));
  group('many');
  ranked().forEach((parameter, k) => {
    const numbers = page.shown.dots.filter(i => trials.parameters[parameter.name][i] !== null);
    const all = completed.filter(i => trials.parameters[parameter.name][i] !== null).length;
    const condition = parameter.condition ? `Only where ${parameter.condition}: ${count(all, 'trial')}.` : '';
    picture({
      id: `slice-${k + 1}`,
      title: parameter.name,
      aid: condition,
      height: 190,
      empty: numbers.length === 0 ? 'No completed trial has this parameter.' : '',
      option: colors => {
        const at = i => [spread(parameter, i), within(of, values[i]), i];
        const series = [];
        const inside = numbers.filter(i => !isOutside(of, values[i]) && !infeasible.has(i) && i !== study.best);
        for (let age = 0; age < AGES; age++) {
          const group = inside.filter(i => Math.floor(i / trials.state.length * AGES) === age);
          series.push(dots(group.map(at), mixed(colors.pale, colors.deep, (age + 0.6) / AGES), numbers.length > 300 ? 3 : 6, 0.85));
        }
        series.push(outlines(numbers.filter(i => infeasible.has(i) && !isOutside(of, values[i])).map(at), colors.infeasible, 'circle', 6));
        series.push(points(numbers.filter(i => isOutside(of, values[i])).map(at), { symbol: 'triangle', symbolSize: 6, itemStyle: { color: colors.muted } }));
        if (numbers.includes(study.best)) {
          series.push({ ...dots([at(study.best)], colors.accent, 10), z: 5 });
        }
        return { ...frame(colors, { ...parameterAxis(colors, parameter, false), name: '' }, valueAxis(colors, of, '', true)), series };
      },
    });
  });
  single();
}

/* ---- The surrogate. ---- */

function drawSurrogate() {
  const { fit, parameters, study } = page;
  if (fit.outputs.length === 0) {
    return;
  }
  section('surrogate', 'Surrogate', 'The model that the strategy has of the study: what it expects, and how far that is to be believed.');
  const rows = fit.outputs.map(output => element('tr', {},
    element('td', { class: 'text' }, output.name),
    element('td', { class: 'number' }, output.observations.toLocaleString('en')),
    element('td', { class: 'number' }, short(numeric(output.noise))),
    element('td', { class: 'number' }, numeric(output.jitter) === 0 ? 'none' : short(numeric(output.jitter)))));
  main.append(element('div', { class: 'scroll' }, element('table', { class: 'models' },
    element('caption', {}, 'Fitted models. Noise is the standard deviation of what is reported for one configuration; jitter, in parts of the mean variance, was added to be able to factor the covariance.'),
    element('thead', {}, element('tr', {}, ['output', 'observations', 'noise', 'jitter'].map((text, i) => element('th', { class: i > 0 ? 'number' : '' }, text)))),
    element('tbody', {}, rows))));
  for (const { name } of study.objectives) {
    if (parameters.slices.some(slice => slice.outputs[name] !== undefined)) {
      drawBeliefs(name);
    }
  }
  for (const output of fit.outputs) {
    if (output.trial.length > 0) {
      drawFit(output, fit.outputs.indexOf(output));
    }
  }
}

function drawBeliefs(name) {
  const { study, trials } = page;
  const k = study.objectives.findIndex(objective => objective.name === name);
  const slices = page.parameters.slices.filter(slice => slice.outputs[name] !== undefined);
  const parts = slices.map(slice => ({
    slice,
    mean: slice.outputs[name].mean.map(numeric),
    low: slice.outputs[name].mean.map((m, i) => numeric(m) - 2 * numeric(slice.outputs[name].deviation[i])),
    high: slice.outputs[name].mean.map((m, i) => numeric(m) + 2 * numeric(slice.outputs[name].deviation[i])),
  }));
  // A band may be many times as wide as all that was ever observed: it is shown for one such width beyond, so that the means are seen.
  const observed = range(completedTrials().map(i => numeric(trials.values[name][i])), parts.flatMap(part => part.mean), false);
  const width = observed.max - observed.min;
  const from = observed.min - width;
  const to = observed.max + width;
  const isCut = parts.some(part => Math.min(...part.low) < from || Math.max(...part.high) > to);
  for (const part of parts) {
    part.low = part.low.map(value => Math.max(value, from));
    part.high = part.high.map(value => Math.min(value, to));
  }
  const of = whole(parts.flatMap(part => [...part.low, ...part.high]));
  main.append(element('h3', { style: 'margin-top: 40px' }, `${name} along each parameter`),
    element('p', { class: 'aid' }, `The model's mean and two deviations to either side, one parameter varied and all others as in the best trial; a flat line is a parameter that does not matter there. All have one scale of ${name}.${isCut ? ' A band that is wider than the picture is cut off.' : ''}`),
    legend([['line', 'completed', 'mean'], ['band', 'completed', 'mean ± 2σ'], ['dot', 'accent', 'trial around which it is drawn, its own value']]));
  group('many');
  parts.forEach(({ slice, mean, low, high }, number) => {
    const parameter = parameterNamed(slice.parameter);
    picture({
      id: `belief-${k + 1}-${number + 1}`,
      title: parameter.name,
      aid: slice.trial === study.best ? '' : `Around trial ${slice.trial}, the best that has this parameter.`,
      height: 190,
      option: colors => {
        const xs = slice.x.map(numeric);
        const series = parameter.choices || xs.length < 3
          ? [bars(xs.map((x, i) => [x, low[i], high[i]]), colors.completed, 8, 0.25), { ...dots(xs.map((x, i) => [x, mean[i]]), colors.completed, 8), silent: true }]
          : [band(xs, low, high, colors.completed), line(xs.map((x, i) => [x, mean[i]]), colors.completed, {})];
        const own = numeric(trials.values[name][slice.trial]);
        series.push({ ...dots([[numeric(trials.parameters[parameter.name][slice.trial]), within(of, own), slice.trial]], colors.accent, 9), z: 5 });
        return { ...frame(colors, { ...parameterAxis(colors, parameter, false), name: '' }, valueAxis(colors, of, '', true)), series };
      },
    });
  });
  single();
}

/** The range of all of the values. */
function whole(values) {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? range([]) : nice(Math.min(...finite), Math.max(...finite));
}

function drawFit(output, k) {
  const suffix = k === 0 ? '' : `-${k + 1}`;
  const [observed, mean, deviation] = [output.observed, output.mean, output.deviation].map(list => list.map(numeric));
  const n = observed.length;
  const of = range([...observed, ...mean]);
  const isFew = n <= 400;
  group('pair');
  picture({
    id: 'left-out' + suffix,
    title: `Leave-one-out predictions of ${output.name}`,
    aid: 'What the model expects of a trial when it is not told of it, against what was observed; on the line the two are equal.',
    height: 340,
    legend: [['dot', 'completed', isFew ? 'mean, with a bar of ± 2σ' : 'mean'], ['dashed', 'muted', 'expected = observed'], ...(of.isCut ? [BEYOND] : [])],
    option: colors => {
      const data = observed.map((x, i) => [within(of, x), within(of, mean[i]), output.trial[i]]);
      const series = [line([[of.min, of.min], [of.max, of.max]], colors.muted, { lineStyle: { color: colors.muted, type: 'dashed', width: 1.2 }, z: 1 })];
      if (isFew) {
        series.push(bars(observed.map((x, i) => [within(of, x), mean[i] - 2 * deviation[i], mean[i] + 2 * deviation[i]]), colors.completed, 1.2, 0.4));
      }
      const isBeyond = (_, i) => isOutside(of, observed[i]) || isOutside(of, mean[i]);
      series.push(dots(data.filter((point, i) => !isBeyond(point, i)), colors.completed, n > MANY ? 3 : 6, 0.8));
      series.push(points(data.filter(isBeyond), { symbol: 'triangle', itemStyle: { color: colors.muted } }));
      return { ...frame(colors, valueAxis(colors, of, 'observed', false), valueAxis(colors, of, 'expected', true)), series };
    },
  });
  const { levels, shares } = output.calibration;
  const nearest = levels.reduce((best, level, i) => (Math.abs(level - 0.95) < Math.abs(levels[best] - 0.95) ? i : best), 0);
  const share = { type: 'value', min: 0, max: 1, interval: 0.25 };
  picture({
    id: 'calibration' + suffix,
    title: `Calibration of ${output.name}`,
    aid: levels.length === 0 ? '' : `How many of the observations lie within the model's interval of a probability: ${Math.round(100 * shares[nearest])}\u00a0% within that of ${Math.round(100 * levels[nearest])}\u00a0%. Below the line the model is too sure of itself, above it too timid.`,
    height: 340,
    legend: [['line', 'completed', 'observed share'], ['dashed', 'muted', 'as it should be']],
    empty: levels.length === 0 ? 'The model has no finite predictions to compare.' : '',
    option: colors => {
      const percent = axis => ({ ...axis, axisLabel: { ...axis.axisLabel, formatter: v => Math.round(100 * v) + ' %' } });
      return {
        ...frame(colors, percent(valueAxis(colors, share, 'probability of the interval', false)), percent(valueAxis(colors, share, 'observations within it', true))),
        series: [
          line([[0, 0], [1, 1]], colors.muted, { lineStyle: { color: colors.muted, type: 'dashed', width: 1.2 } }),
          line([[0, 0], ...levels.map((level, i) => [level, shares[i]])], colors.completed, { symbol: 'circle', symbolSize: 4, showSymbol: true, itemStyle: { color: colors.completed } }),
        ],
      };
    },
  });
  single();
}

/* ---- Why this point. ---- */

const MOTIVES = [['design', 'muted', 'design: drawn before there was a model, or to keep it honest'],
  ['exploration', 'explore', 'exploration: little was known there'],
  ['exploitation', 'exploit', 'exploitation: the mean was better than the best so far']];

function drawProposals() {
  const { proposals, study, trials } = page;
  if (proposals.trial.length === 0) {
    return;
  }
  const total = Object.fromEntries(MOTIVES.map(([motive]) => [motive, proposals.motive.filter(m => m === motive).length]));
  section('why', 'Why these points', `By what the strategy knew when it proposed them: ${MOTIVES.filter(([m]) => total[m] > 0).map(([m]) => `${total[m].toLocaleString('en')} for ${m}`).join(', ')}.`);
  const shown = new Set(proposals.shown);
  const rows = proposals.trial.flatMap((_, r) => (shown.has(proposals.trial[r]) ? [r] : []));
  const some = rows.length < proposals.trial.length ? ` Of ${count(proposals.trial.length, 'proposal')} ${rows.length} are shown, evenly.` : '';
  const x = colors => ({ ...axisLook(colors, 'trial', false), type: 'value', min: 0, max: Math.max(1, trials.state.length - 1), minInterval: 1 });
  const entries = of => MOTIVES.filter(([motive]) => of.some(r => proposals.motive[r] === motive)).map(([, color, text]) => ['dot', color, text]);
  study.objectives.forEach(({ name }, k) => {
    const [mean, deviation] = [proposals.predictions[name].mean, proposals.predictions[name].deviation].map(list => list.map(numeric));
    const told = rows.filter(r => Number.isFinite(mean[r]));
    const outcome = r => numeric(trials.values[name][proposals.trial[r]]);
    const of = range(told.flatMap(r => [mean[r], outcome(r)]).filter(v => !Number.isNaN(v)));
    picture({
      id: k === 0 ? 'expected' : `expected-${k + 1}`,
      title: `Expected ${name} and what came`,
      aid: `For each proposal what the model expected of it, with two deviations to either side, and what then came out.${some}`,
      height: 320,
      legend: [...entries(told), ['ring', 'ink', 'what came out'], ...(of.isCut ? [BEYOND] : [])],
      empty: told.length === 0 ? 'No model was asked about a proposal yet.' : '',
      option: colors => {
        const at = (r, y) => [proposals.trial[r], within(of, y), proposals.trial[r]];
        const series = [];
        for (const [motive, color] of MOTIVES) {
          const group = told.filter(r => proposals.motive[r] === motive);
          series.push(bars(group.map(r => [proposals.trial[r], mean[r] - 2 * deviation[r], mean[r] + 2 * deviation[r]]), colors[color], 2, 0.45));
          series.push({ ...dots(group.map(r => at(r, mean[r])), colors[color], 7), z: 3 });
        }
        const isBeyond = r => isOutside(of, outcome(r));
        series.push({ ...outlines(told.filter(r => !Number.isNaN(outcome(r)) && !isBeyond(r)).map(r => at(r, outcome(r))), colors.ink, 'circle', 5), z: 4 });
        series.push(points(told.filter(isBeyond).map(r => at(r, outcome(r))), { symbol: 'triangle', itemStyle: { color: colors.muted } }));
        return { ...frame(colors, x(colors), valueAxis(colors, of, name, true)), series };
      },
    });
  });
  const acquisition = proposals.acquisition.map(numeric);
  const asked = rows.filter(r => Number.isFinite(acquisition[r]));
  const of = range(asked.map(r => acquisition[r]));
  picture({
    id: 'acquisition',
    title: 'Acquisition',
    aid: 'The value by which a proposal won, of the strategy\'s own acquisition function; when it keeps falling, there is less and less to be gained.' + some,
    height: 240,
    legend: entries(asked),
    empty: asked.length === 0 ? 'No proposal was chosen by an acquisition function yet.' : '',
    option: colors => ({
      ...frame(colors, x(colors), valueAxis(colors, of, 'acquisition', true)),
      series: MOTIVES.map(([motive, color]) => dots(asked.filter(r => proposals.motive[r] === motive).map(r => [proposals.trial[r], within(of, acquisition[r]), proposals.trial[r]]), colors[color], 7)),
    }),
  });
}
