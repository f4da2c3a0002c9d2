'use strict';

/* The table of trials: sorted by a column, filtered by a text, a page at a time. */

const ROWS = 25;

/** Columns as { title, isNumber, cell(i): what is sorted, text(i): what is shown }. */
function columns() {
  const { study, trials, timeline, proposals } = page;
  const list = [
    { title: 'trial', isNumber: true, cell: i => i, text: i => String(i) },
    { title: 'state', cell: i => trials.states[trials.state[i]], text: i => trials.states[trials.state[i]] + (trials.infeasible.includes(i) ? ', infeasible' : '') },
  ];
  const number = (title, cells) => list.push({ title, isNumber: true, cell: i => numeric(cells[i]), text: i => (cells[i] === null ? '' : short(numeric(cells[i]))) });
  study.objectives.forEach(({ name }) => number(name, trials.values[name]));
  study.constraints.forEach(name => number(name + ' ≤ 0', trials.constraints[name]));
  const seconds = timeline.start.map((start, i) => (start === null ? null : timeline.end[i] - start));
  list.push({ title: 'time', isNumber: true, cell: i => numeric(seconds[i]), text: i => (seconds[i] === null ? '' : duration(seconds[i])) });
  if (proposals.trial.length > 0) {
    const motive = new Map(proposals.trial.map((trial, r) => [trial, proposals.motive[r]]));
    list.push({ title: 'proposed for', cell: i => motive.get(i) || '', text: i => motive.get(i) || '' });
  }
  for (const parameter of study.parameters) {
    const cells = trials.parameters[parameter.name];
    list.push({ title: parameter.name, isNumber: !parameter.choices, cell: i => (parameter.choices ? valueText(parameter, cells[i]) : numeric(cells[i])), text: i => valueText(parameter, cells[i]) });
  }
  if (Object.keys(trials.reasons).length > 0) {
    list.push({ title: 'reason', cell: i => trials.reasons[i] || '', text: i => trials.reasons[i] || '' });
  }
  return list;
}

function drawTable() {
  section('trials-table', 'Trials');
  const n = page.trials.state.length;
  if (n === 0) {
    main.append(element('p', { class: 'empty' }, 'There is no trial yet.'));
    return;
  }
  const cols = columns();
  const view = { column: 0, isDown: false, text: '', page: 0, rows: [] };
  const texts = [];
  const textOf = i => {
    texts[i] = texts[i] || cols.map(column => column.text(i)).join('\n').toLowerCase();
    return texts[i];
  };
  const body = element('tbody');
  const heads = cols.map((column, k) => {
    const button = element('button', { type: 'button' }, column.title);
    button.addEventListener('click', () => {
      view.isDown = view.column === k && !view.isDown;
      view.column = k;
      update();
    });
    return element('th', { scope: 'col', class: column.isNumber ? 'number' : '' }, button);
  });
  const filter = element('input', { type: 'search', placeholder: 'Filter, such as failed or adam', 'aria-label': 'Filter the trials' });
  filter.addEventListener('input', () => {
    view.text = filter.value.trim().toLowerCase();
    update();
  });
  const [back, forth] = [-1, 1].map(step => {
    const button = element('button', { type: 'button' }, step < 0 ? 'Previous' : 'Next');
    button.addEventListener('click', () => {
      view.page += step;
      show();
    });
    return button;
  });
  const where = element('output', { 'aria-live': 'polite' });

  function update() {
    const { cell, isNumber } = cols[view.column];
    const sign = view.isDown ? -1 : 1;
    // What is missing comes last, whichever way the rest goes.
    const isMissing = x => (isNumber ? Number.isNaN(x) : x === '');
    view.rows = [];
    for (let i = 0; i < n; i++) {
      if (view.text === '' || textOf(i).includes(view.text)) {
        view.rows.push([cell(i), i]);
      }
    }
    view.rows.sort(([a, i], [b, j]) => isMissing(a) - isMissing(b) || sign * (a < b ? -1 : a > b ? 1 : 0) || i - j);
    view.page = 0;
    show();
  }

  function show() {
    const from = view.page * ROWS;
    const rows = view.rows.slice(from, from + ROWS);
    body.replaceChildren(...rows.map(([, i]) => element('tr', i === page.study.best ? { class: 'best' } : {},
      cols.map(column => element('td', { class: column.isNumber ? 'number' : 'text', ...(column.isNumber ? {} : { title: column.text(i) }) }, column.text(i))))));
    heads.forEach((head, k) => head.setAttribute('aria-sort', k !== view.column ? 'none' : view.isDown ? 'descending' : 'ascending'));
    where.textContent = rows.length === 0 ? 'No trial matches.'
      : `${(from + 1).toLocaleString('en')}–${(from + rows.length).toLocaleString('en')} of ${view.rows.length.toLocaleString('en')}`;
    back.disabled = view.page === 0;
    forth.disabled = from + ROWS >= view.rows.length;
  }

  main.append(element('div', { class: 'controls' }, filter, ...(n > ROWS ? [back, forth] : []), where),
    element('div', { class: 'scroll', tabindex: '0' }, element('table', { class: 'trials' },
      element('caption', {}, 'All trials; a click on a heading sorts by it.'),
      element('thead', {}, element('tr', {}, heads)), body)));
  update();
}

/* ---- The whole page, in the order in which it is read. ---- */

function drawSections() {
  drawOutcome();
  drawParameters();
  drawSurrogate();
  drawProposals();
  drawCourse();
  drawTable();
}

start();
