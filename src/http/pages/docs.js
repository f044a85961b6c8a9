/** Draws the OpenAPI document of the server that serves this page. Needs nothing from elsewhere. */
import { code, el, heading, paragraphs, prose } from './docs-dom.js';
import { bodyOf, examplesOf, filled, reader, routesOf } from './docs-read.js';
import { SAMPLES } from './docs-samples.js';
import { loginPanel, tryOut } from './docs-try.js';

const table = (rows) => el('div', { class: 'table' }, el('table', {}, el('tbody', {}, rows)));

const fieldRow = ({ typeOf, limitsOf, resolve }, name, schema, required, description) =>
  el(
    'tr',
    {},
    el('th', { scope: 'row', class: required ? 'required' : undefined }, code(name)),
    el('td', { class: 'quiet' }, typeOf(schema)),
    el('td', {}, prose([description ?? resolve(schema).description, limitsOf(schema)].filter(Boolean).join(' '))),
  );

const fieldTable = (read, schema) => {
  const { properties, required = [], type, items } = read.resolve(schema);
  if (type === 'array') return fieldTable(read, items);
  if (!properties) return el('p', { class: 'quiet' }, read.typeOf(schema));
  return table(
    Object.entries(properties).map(([name, property]) => fieldRow(read, name, property, required.includes(name))),
  );
};

const parameters = (read, list = []) =>
  list.length === 0
    ? null
    : [
        heading('Parameters'),
        table(
          list.map(({ name, in: place, schema, required, description }) =>
            fieldRow(
              read,
              name,
              schema,
              required,
              [description, place === 'query' ? '' : `In the ${place}.`].join(' '),
            ),
          ),
        ),
      ];

/** The request in the language that was chosen last, for every route. */
const sample = ({ path, method, operation }) => {
  const { parameters, security } = operation;
  const request = {
    method,
    url: location.origin + filled(path, parameters),
    token: !security,
    body: bodyOf(operation),
  };
  const text = el('pre', { tabindex: '0' });
  const draw = () => {
    text.textContent = SAMPLES[language](request);
  };
  samples.push(draw);
  draw();
  return {
    element: text,
    changed: (url) => {
      request.url = url;
      draw();
    },
  };
};

let language = 'curl';
const samples = [];

const languages = () => {
  const select = el(
    'select',
    { id: 'language' },
    Object.keys(SAMPLES).map((name) => el('option', {}, name)),
  );
  select.addEventListener('change', () => {
    language = select.value;
    for (const draw of samples) draw();
  });
  return el('label', { class: 'field inline' }, el('span', {}, 'Examples in'), select);
};

const linkedCode = (text) => el('a', { href: `#${text}` }, code(text));

const exampleBlocks = (media) =>
  examplesOf(media).map(({ name, text }) => [
    name ? heading(linkedCode(name)) : null,
    el('pre', { tabindex: '0' }, text),
  ]);

const answer = (read, [status, { description, content = {} }]) => {
  const medias = Object.entries(content);
  const [media, first] = medias[0] ?? [];
  const problems = media === 'application/problem+json';
  const text = [el('span', { class: 'status' }, status), prose(description)];
  if (!media) return el('p', { class: 'answer' }, text);
  const fields =
    media === 'application/json'
      ? fieldTable(read, first.schema)
      : el('p', { class: 'quiet' }, medias.map(([type]) => type).join(', '));
  return el(
    'details',
    {},
    el('summary', {}, text),
    problems ? null : fields,
    medias.map(([, one]) => exampleBlocks(one)),
  );
};

const route = (read, one) => {
  const { path, method, operation } = one;
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  const request = sample(one);
  return el(
    'article',
    { id: operation.operationId },
    el('h3', {}, operation.summary),
    el(
      'p',
      { class: 'line' },
      el('span', { class: `method ${method}` }, method.toUpperCase()),
      path,
      operation.security ? el('span', { class: 'open' }, 'no token') : null,
    ),
    paragraphs(operation.description),
    parameters(read, operation.parameters),
    schema ? [heading('Body'), fieldTable(read, schema)] : null,
    heading('Example'),
    request.element,
    tryOut(one, request.changed),
    heading('Answers'),
    Object.entries(operation.responses).map((entry) => answer(read, entry)),
  );
};

const problemTable = (problems) =>
  el(
    'section',
    { id: 'problems' },
    el('h2', {}, 'Problems'),
    el('p', {}, prose('Every error is a problem document (RFC 9457) with one of these codes; they never change.')),
    table(
      problems.map(({ code: name, status, title, detail }) =>
        el(
          'tr',
          { id: name },
          el('th', { scope: 'row' }, code(name)),
          el('td', {}, String(status)),
          el('td', {}, title, el('p', { class: 'quiet' }, `“${detail}”`)),
        ),
      ),
    ),
  );

const link = ({ method, operation }) =>
  el(
    'a',
    { href: `#${operation.operationId}` },
    el('span', { class: `method ${method}` }, method === 'delete' ? 'DEL ' : `${method.toUpperCase()} `),
    operation.summary,
  );

const draw = (api) => {
  const read = reader(api);
  const routes = routesOf(api);
  const groups = api.tags.map((tag) => ({
    tag,
    routes: routes.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
  document.title = `${api.info.title} API ${api.info.version}`;
  document.getElementById('version').textContent = `API ${api.info.version}`;
  document
    .getElementById('contents')
    .replaceChildren(
      ...groups.map(({ tag, routes }) => el('div', {}, el('h2', {}, tag.name), routes.map(link))),
      el('div', {}, el('h2', {}, 'Errors'), el('a', { href: '#problems' }, 'All problem codes')),
    );
  document.getElementById('reference').replaceChildren(
    el('h1', {}, `${api.info.title} API`),
    ...paragraphs(api.info.description),
    loginPanel(),
    languages(),
    ...groups.map(({ tag, routes }) =>
      el(
        'section',
        { id: tag.name },
        el('h2', {}, tag.name),
        el('p', { class: 'quiet' }, tag.description),
        routes.map((one) => route(read, one)),
      ),
    ),
    problemTable(api['x-problems'] ?? []),
  );
};

/** Shows only the routes that have every word of the search in what is said of them. */
const search = (text) => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const article of document.querySelectorAll('article')) {
    const told = article.textContent.toLowerCase();
    article.hidden = !words.every((word) => told.includes(word));
    const entry = document.querySelector(`nav a[href="#${article.id}"]`);
    if (entry) entry.hidden = article.hidden;
  }
  for (const group of document.querySelectorAll('nav > div, main > section')) {
    const rows = [...group.querySelectorAll('a[href^="#"], article')];
    group.hidden = rows.length > 0 && rows.every((row) => row.hidden);
  }
};

const start = async () => {
  const answer = await fetch('openapi.json');
  if (!answer.ok) throw new Error(`The server answered ${answer.status}`);
  draw(await answer.json());
  document.getElementById('search').addEventListener('input', ({ target }) => search(target.value));
  // The target of the address was not there when the page was loaded.
  if (location.hash) location.replace(location.hash);
};

start().catch((thrown) => {
  document
    .getElementById('reference')
    .replaceChildren(el('p', {}, `The reference cannot be shown: ${thrown.message}. Reload to try again.`));
});
