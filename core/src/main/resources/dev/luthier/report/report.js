'use strict';

/*
 * Lays out the page, and draws one picture after the other. All numbers come from the JSON elements above; nothing is computed here
 * but where things are drawn. Texts of the study get into the page as text nodes only, never as markup.
 */

const page = {
  study: read('study'),
  trials: read('trials'),
  timeline: read('timeline'),
  shown: read('shown'),
  curves: read('curves'),
  parameters: read('parameters'),
  fit: read('fit'),
  proposals: read('proposals'),
};

/** What has been drawn, what had nothing to show, and whether all is done: for whoever opens the page with a program. */
const luthierReport = { drawn: [], empty: [], done: false };
window.luthierReport = luthierReport;

function read(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/* ---- Numbers and texts. ---- */

/** A finite number, or NaN: JSON has no infinities, and they come as strings. */
function finite(cell) {
  return typeof cell === 'number' ? cell : NaN;
}

/** Any number there is in a cell; NaN for null. */
function numeric(cell) {
  return cell === null || cell === undefined ? NaN : Number(cell);
}

/** Four significant digits, as short as possible. */
function short(x) {
  if (typeof x !== 'number' || Number.isNaN(x)) {
    return 'NaN';
  }
  if (!Number.isFinite(x)) {
    return x > 0 ? '∞' : '−∞';
  }
  const size = Math.abs(x);
  const text = x === 0 ? '0'
    : size >= 1e6 || size < 1e-3 ? x.toExponential(3).replace(/\.?0+e/, 'e').replace('e+', 'e')
    : String(Number(x.toPrecision(4)));
  return text.replace(/-/g, '−');
}

function duration(seconds) {
  if (seconds < 60) {
    return short(Number(seconds.toPrecision(seconds < 10 ? 2 : 3))) + ' s';
  }
  const s = Math.round(seconds);
  const parts = [[Math.floor(s / 86400), 'd'], [Math.floor(s / 3600) % 24, 'h'], [Math.floor(s / 60) % 60, 'min'], [s % 60, 's']];
  const from = parts.findIndex(([n]) => n > 0);
  return parts.slice(from, from + 2).filter(([n]) => n > 0).map(([n, unit]) => n + ' ' + unit).join(' ');
}

function count(n, noun) {
  return n.toLocaleString('en') + ' ' + noun + (n === 1 ? '' : 's');
}

/** A parameter's value as text; cells of discrete ones are indices. */
function valueText(parameter, cell) {
  return cell === null ? '' : parameter.choices ? parameter.choices[cell] : short(numeric(cell));
}

/* ---- Elements. ---- */

/** An element with attributes and children; strings become text nodes. */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    made.setAttribute(name, value);
  }
  made.append(...children.flat());
  return made;
}

function svg(width, height, ...shapes) {
  const root = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  root.setAttribute('width', width);
  root.setAttribute('height', height);
  root.setAttribute('aria-hidden', 'true');
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', tag);
    Object.entries(attributes).forEach(([name, value]) => shape.setAttribute(name, value));
    root.append(shape);
  }
  return root;
}

/** How an entry of a legend looks; the same shapes that the pictures have. */
const SIGNS = {
  dot: color => svg(10, 10, ['circle', { cx: 5, cy: 5, r: 4, fill: color }]),
  ring: color => svg(10, 10, ['circle', { cx: 5, cy: 5, r: 3.5, fill: 'none', stroke: color, 'stroke-width': 1.5 }]),
  cross: color => svg(10, 10, ['path', { d: 'M2 2L8 8M8 2L2 8', stroke: color, 'stroke-width': 1.6 }]),
  diamond: color => svg(10, 10, ['path', { d: 'M5 0.8L9.2 5L5 9.2L0.8 5Z', fill: 'none', stroke: color, 'stroke-width': 1.5 }]),
  triangle: color => svg(10, 10, ['path', { d: 'M5 1L9.5 9H0.5Z', fill: color }]),
  line: color => svg(18, 10, ['path', { d: 'M0 5H18', stroke: color, 'stroke-width': 2 }]),
  dashed: color => svg(18, 10, ['path', { d: 'M0 5H18', stroke: color, 'stroke-width': 1.5, 'stroke-dasharray': '4 3' }]),
  band: color => svg(18, 10, ['rect', { width: 18, height: 10, fill: color, 'fill-opacity': 0.25 }]),
  block: color => svg(12, 10, ['rect', { width: 12, height: 10, rx: 2, fill: color }]),
};

/** Entries are [sign, name of a colour, text]; a ramp is ['ramp', [from, to], text before, text behind]. */
function legend(entries) {
  return element('ul', { class: 'legend' }, entries.map(([sign, color, text, behind]) => {
    if (sign === 'ramp') {
      const style = `background: linear-gradient(to right, ${color.map(c => `var(--${c})`).join(', ')})`;
      return element('li', {}, text, element('span', { class: 'ramp', style }), behind);
    }
    return element('li', {}, SIGNS[sign](`var(--${color})`), text);
  }));
}

/* ---- Sections and pictures. ---- */

const main = document.getElementById('report');
const charts = [];
let current = main;

function section(id, title, lead) {
  main.append(element('h2', { id }, title));
  if (lead) {
    main.append(element('p', { class: 'aid' }, lead));
  }
  document.getElementById('contents').append(element('a', { href: '#' + id }, title));
  current = main;
}

/** Pictures from here on stand beside each other, until the next group or section. */
function group(kind) {
  current = element('div', { class: kind });
  main.append(current);
}

/** Pictures from here on have the whole width again. */
function single() {
  current = main;
}

/**
 * A picture: its title, a sentence that says how to read it, and a chart, or what there is instead.
 *
 * @param of id, title, aid, height in pixels; legend, least width in pixels if any; empty: text if there is nothing to draw;
 *     option: a function of the theme's colours and the chart's width that gives what ECharts draws
 */
function picture(of) {
  const titleId = of.id + '-title';
  const figure = element('figure', { id: of.id, 'aria-labelledby': titleId }, element('h3', { id: titleId }, of.title));
  if (of.aid) {
    figure.append(element('p', { class: 'aid', id: of.id + '-aid' }, of.aid));
  }
  current.append(figure);
  if (of.empty) {
    figure.append(element('p', { class: 'empty' }, of.empty));
    luthierReport.empty.push(of.id);
    return;
  }
  if (of.legend) {
    figure.append(legend(of.legend));
  }
  const style = `height: ${of.height}px` + (of.width ? `; min-width: ${of.width}px` : '');
  const box = element('div', { class: 'chart', role: 'img', style, 'aria-label': of.title + '. ' + (of.aid || '') });
  figure.append(of.width ? element('div', { class: 'scroll', tabindex: '0' }, box) : box);
  charts.push({ id: of.id, box, option: of.option, chart: null });
}

/** The colours of the style sheet, light or dark. */
function theme() {
  const style = getComputedStyle(document.documentElement);
  const names = ['paper', 'panel', 'ink', 'muted', 'line', 'faint', 'accent', 'completed', 'pruned', 'failed', 'infeasible',
    'explore', 'exploit', 'pale', 'deep'];
  return Object.fromEntries(names.map(name => [name, style.getPropertyValue('--' + name).trim()]));
}

/** One picture a turn, so that the page can be scrolled while it is drawn. */
function drawAll(whenDone) {
  const colors = theme();
  const rest = [...charts];
  (function next() {
    const one = rest.shift();
    if (!one) {
      whenDone();
      return;
    }
    try {
      if (!one.chart) {
        one.chart = echarts.init(one.box, null, { renderer: 'canvas' });
        one.chart.on('finished', () => {
          if (!luthierReport.drawn.includes(one.id)) {
            luthierReport.drawn.push(one.id);
          }
        });
      }
      // With a ground of its own, so that a dark page's pictures are legible on paper too.
      one.chart.setOption({ animation: false, backgroundColor: colors.paper, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...one.option(colors, one.box.clientWidth) }, true);
    } catch (problem) {
      console.error(one.id, problem);
    }
    setTimeout(next, 0);
  })();
}

function start() {
  drawHead();
  drawSections();
  drawAll(() => {
    luthierReport.done = true;
  });
  let pending = 0;
  new ResizeObserver(() => {
    clearTimeout(pending);
    pending = setTimeout(() => charts.forEach(one => one.chart && one.chart.resize()), 100);
  }).observe(main);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawAll(() => {}));
}
