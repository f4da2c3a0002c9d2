'use strict';

/* What pictures share: the range of their axes, how these look, and the text that appears beside a point. */

/** Points beyond so many are drawn in one go, all alike. */
const MANY = 2000;

/**
 * The range of values that a picture shows: all of them, but for those further from the middle half than three times its width
 * (Tukey's outer fences), which are drawn at the edge. A picture of one diverged trial would show nothing else.
 *
 * @param values numbers, some of them perhaps not finite
 * @param always numbers that have to be inside
 * @param isLoss whether low values are what counts: then a logarithm shows them, where most values are far above the least
 */
function range(values, always, isLoss) {
  const all = values.filter(Number.isFinite).sort((a, b) => a - b);
  const inside = (always || []).filter(Number.isFinite);
  if (all.length + inside.length === 0) {
    return { type: 'value', min: 0, max: 1, interval: 0.5, isCut: values.some(x => !Number.isNaN(x)) };
  }
  const sorted = all.length > 0 ? all : inside;
  const isLog = isLoss && sorted[0] > 0 && Math.min(...inside, sorted[0]) > 0 && quantile(sorted, 0.5) / sorted[0] > 50;
  const to = isLog ? Math.log10 : x => x;
  const [q1, q3] = [to(quantile(sorted, 0.25)), to(quantile(sorted, 0.75))];
  const reach = q3 > q1 ? 3 * (q3 - q1) : Infinity;
  const low = Math.min(...inside.map(to), Math.max(to(sorted[0]), q1 - reach));
  const high = Math.max(...inside.map(to), Math.min(to(sorted[sorted.length - 1]), q3 + reach));
  const isCut = to(sorted[0]) < low || to(sorted[sorted.length - 1]) > high || all.length < values.filter(x => !Number.isNaN(x)).length;
  if (isLog) {
    return { type: 'log', min: 10 ** Math.floor(low), max: 10 ** Math.max(Math.ceil(high), Math.floor(low) + 1), isCut };
  }
  return { ...nice(low, high), isCut };
}

function quantile(sorted, p) {
  const at = p * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  return below + (at % 1) * (sorted[Math.ceil(at)] - below);
}

/** Of 1, 2, 5, 10, 20, … the one that is about as large. */
function step(about) {
  const power = 10 ** Math.floor(Math.log10(about));
  return power * [1, 2, 5, 10].find(round => round * power >= 0.85 * about);
}

/** Round numbers around an interval, and the distance of the ticks between them. */
function nice(low, high) {
  const pad = high > low ? 0.03 * (high - low) : Math.abs(low) * 0.05 || 0.5;
  const interval = step((high - low + 2 * pad) / 5);
  const digits = Math.max(0, Math.min(20, -Math.floor(Math.log10(interval))));
  const tidy = x => (Math.abs(x) < 1e15 && digits <= 20 ? Number(x.toFixed(digits)) : x);
  return {
    type: 'value',
    min: tidy(Math.floor((low >= 0 ? Math.max(0, low - pad) : low - pad) / interval) * interval),
    max: tidy(Math.ceil((high + pad) / interval) * interval),
    interval,
  };
}

/** Where a value is drawn: in the range, at its edge, or nowhere (NaN). */
function within(of, x) {
  return Math.min(of.max, Math.max(of.min, x));
}

function isOutside(of, x) {
  return x < of.min || x > of.max;
}

/* ---- Axes. ---- */

function axisLook(colors, name, isVertical) {
  return {
    name,
    nameLocation: isVertical ? 'end' : 'middle',
    nameGap: isVertical ? 12 : 28,
    nameTextStyle: { color: colors.muted, fontSize: 12, align: isVertical ? 'left' : 'center' },
    nameTruncate: { maxWidth: 240 },
    axisLabel: { color: colors.muted, fontSize: 12, hideOverlap: true, formatter: short },
    axisLine: { show: !isVertical, onZero: false, lineStyle: { color: colors.faint } },
    axisTick: { show: false },
    minorTick: { show: false },
    splitLine: { show: isVertical, lineStyle: { color: colors.line } },
  };
}

function valueAxis(colors, of, name, isVertical) {
  const { type, min, max, interval } = of;
  return { ...axisLook(colors, name, isVertical), type, min, max, ...(type === 'value' ? { interval } : {}) };
}

/** The axis of a parameter, on the parameter's own scale; choices stand at 0, 1, 2, … */
function parameterAxis(colors, parameter, isVertical) {
  const look = axisLook(colors, parameter.name, isVertical);
  // The ends of the range are always written; a tick too close to one is not.
  const axisLabel = { ...look.axisLabel, hideOverlap: false, showMinLabel: true, showMaxLabel: true };
  if (parameter.choices) {
    const n = parameter.choices.length;
    const every = Math.ceil(n / 8);
    const formatter = x => (Number.isInteger(x / every) && parameter.choices[x] !== undefined ? clipped(parameter.choices[x], 12) : '');
    // Ticks at whole and at half numbers, since ECharts counts them from the lower end; only whole ones have a label.
    return { ...look, type: 'value', min: -0.5, max: n - 0.5, interval: 0.5, splitLine: { show: false }, axisLabel: { ...look.axisLabel, hideOverlap: false, formatter } };
  }
  const [low, high] = [numeric(parameter.low), numeric(parameter.high)];
  if (low === high) {
    return { ...look, type: 'value', ...nice(low, high) };
  }
  const about = step((high - low) / 4);
  const interval = parameter.kind === 'integer' ? Math.max(1, Math.round(about)) : about;
  return { ...look, axisLabel, type: parameter.log ? 'log' : 'value', min: low, max: high, ...(parameter.log ? { splitNumber: 4 } : { interval }) };
}

function clipped(text, longest) {
  const characters = Array.from(text);
  return characters.length <= longest ? text : characters.slice(0, longest - 1).join('') + '…';
}

/** A name whose ends are both kept, since names of a study often differ in their last characters only. */
function middleCut(text, longest) {
  const characters = Array.from(text);
  const kept = Math.max(4, Math.floor(longest) - 1);
  return characters.length <= kept + 1 ? text
    : characters.slice(0, Math.ceil(kept / 2)).join('') + '…' + characters.slice(characters.length - Math.floor(kept / 2)).join('');
}

/** Where a parameter's value stands on its axis, from 0 to 1. */
function coordinate(parameter, cell) {
  if (parameter.choices) {
    return parameter.choices.length > 1 ? cell / (parameter.choices.length - 1) : 0.5;
  }
  const [low, high, x] = [numeric(parameter.low), numeric(parameter.high), numeric(cell)];
  if (low === high) {
    return 0.5;
  }
  return parameter.log ? Math.log(x / low) / Math.log(high / low) : (x - low) / (high - low);
}

/** The value at a place of the axis: the inverse of coordinate. */
function valueAt(parameter, u) {
  if (parameter.choices) {
    return Math.round(u * (parameter.choices.length - 1));
  }
  const [low, high] = [numeric(parameter.low), numeric(parameter.high)];
  return parameter.log ? low * (high / low) ** u : low + u * (high - low);
}

/* ---- What all pictures have. ---- */

function frame(colors, x, y) {
  return {
    grid: { left: 2, right: 24, top: y.name ? 34 : 14, bottom: x.name ? 24 : 6, containLabel: true },
    xAxis: x,
    yAxis: y,
    tooltip: tooltip(colors),
  };
}

/** The third number of a point is its trial's. */
function tooltip(colors) {
  return {
    trigger: 'item',
    confine: true,
    backgroundColor: colors.paper,
    borderColor: colors.faint,
    textStyle: { color: colors.ink, fontSize: 12.5 },
    formatter: point => (point.data && point.data[2] !== undefined ? trialTip(point.data[2]) : ''),
  };
}

function escaped(text) {
  return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A trial in a few lines, as markup: so every text of the study is escaped here. */
function trialTip(i) {
  const { trials, study } = page;
  const lines = [`<b>Trial ${i}</b> ${trials.states[trials.state[i]]}`];
  for (const { name } of study.objectives) {
    if (trials.values[name][i] !== null) {
      lines.push(`${escaped(clipped(name, 40))} <b>${short(numeric(trials.values[name][i]))}</b>`);
    }
  }
  if (trials.reasons[i]) {
    lines.push(escaped(clipped(trials.reasons[i], 80)));
  }
  for (const parameter of study.parameters) {
    const cell = trials.parameters[parameter.name][i];
    if (cell !== null && lines.length < 16) {
      lines.push(`${escaped(clipped(parameter.name, 40))} = ${escaped(clipped(valueText(parameter, cell), 40))}`);
    }
  }
  return lines.join('<br>');
}

function points(data, look) {
  return {
    type: 'scatter', symbol: 'circle', symbolSize: 7, data, large: data.length > MANY, largeThreshold: MANY, cursor: 'default',
    emphasis: { disabled: data.length > MANY }, ...look,
  };
}

function dots(data, color, size, opacity) {
  return points(data, { symbolSize: size, itemStyle: { color, opacity: opacity || 1 } });
}

function outlines(data, color, symbol, size) {
  return points(data, { symbol, symbolSize: size, itemStyle: { color: 'transparent', borderColor: color, borderWidth: 1.5 } });
}

const CROSS = 'path://M1 0L5 4L9 0L10 1L6 5L10 9L9 10L5 6L1 10L0 9L4 5L0 1Z';

/** Two colours mixed, t from 0 to 1. */
function mixed(from, to, t) {
  const parse = hex => (hex.length === 4 ? [...hex.slice(1)].map(d => parseInt(d + d, 16))
    : [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16)));
  const [a, b] = [parse(from), parse(to)];
  return `rgb(${a.map((v, i) => Math.round(v + (b[i] - v) * t)).join(', ')})`;
}

/** A shape in the axes' own numbers; and a point of it, since a logarithmic axis looks at all data, and at 0 it would lose its end. */
function drawn(z, point, shape) {
  return { type: 'custom', data: [point], silent: true, clip: true, z, renderItem: (_, api) => shape(at => api.coord(at)) };
}

/** The area between two curves. */
function band(xs, low, high, color) {
  return drawn(1, [xs[0], low[0]], place => ({
    type: 'polygon',
    shape: { points: [...xs.map((x, i) => place([x, low[i]])), ...xs.map((x, i) => place([x, high[i]])).reverse()] },
    style: { fill: color, opacity: 0.2 },
  }));
}

/** Upright bars from low to high, as [x, low, high]. */
function bars(data, color, width, opacity) {
  return {
    type: 'custom', data, silent: true, clip: true, z: 1,
    renderItem: (_, api) => {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const high = api.coord([api.value(0), api.value(2)])[1];
      return { type: 'line', shape: { x1: x, y1: low, x2: x, y2: high }, style: { stroke: color, lineWidth: width, opacity } };
    },
  };
}

/** A line that goes level to the next point and then to its height; ECharts' own drops corners of steps below a pixel, and slants. */
function stairs(data, stroke, lineWidth, z) {
  return data.length === 0 ? [] : [drawn(z, data[0], place => ({
    type: 'polyline',
    shape: { points: data.flatMap(([x, y], i) => (i === 0 ? [place([x, y])] : [place([x, data[i - 1][1]]), place([x, y])])) },
    style: { stroke, lineWidth, fill: 'none' },
  }))];
}

function line(data, color, look) {
  return { type: 'line', data, symbol: 'none', silent: true, lineStyle: { color, width: 2 }, ...look };
}
