/** Draws the OpenAPI document of the server of this page. It loads nothing from other servers. */
import { code, el, heading, paragraphs, prose } from './docs-dom.js';
import { addressOf, bodyOf, examplesOf, filled, reader, routesOf } from './docs-read.js';
import { SAMPLES } from './docs-samples.js';
import { loginPanel, tryOut } from './docs-try.js';
import { PROBLEMS, START, startViews } from './docs-views.js';

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

/** The sample request in the selected language, which applies to all routes. */
const sample = ({ path, method, operation }) => {
  const { parameters, security } = operation;
  const request = {
    method,
    url: addressOf(filled(path, parameters)),
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

const linkedCode = (text) => linkTo(text, code(text));

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
    el('h2', {}, operation.summary),
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
    { id: PROBLEMS },
    el('h1', {}, 'Problems'),
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

/** A link within the reference. Because the page has a base, `#id` alone would lead to the dashboard. */
const linkTo = (id, ...children) => el('a', { href: `docs#${encodeURIComponent(id)}` }, ...children);

const routeLink = ({ method, operation }) =>
  linkTo(
    operation.operationId,
    el('span', { class: `method ${method}` }, method === 'delete' ? 'DEL' : method.toUpperCase()),
    operation.summary,
  );

/** A section in the list of contents. Its routes are visible while the section is. */
const entry = (id, title, routes) =>
  el(
    'div',
    { 'data-section': id },
    linkTo(id, title),
    routes.length === 0
      ? null
      : el(
          'ul',
          {},
          routes.map((one) => el('li', { 'data-route': one.operation.operationId }, routeLink(one))),
        ),
  );

const startSection = (api, groups) =>
  el(
    'section',
    { id: START },
    el('h1', {}, `${api.info.title} API`),
    paragraphs(api.info.description),
    el(
      'ul',
      { class: 'cards' },
      groups.map(({ tag, routes }) =>
        el(
          'li',
          {},
          linkTo(
            tag.name,
            el('strong', {}, tag.name),
            el('span', {}, prose(tag.description)),
            el('small', {}, routesIn(routes)),
          ),
        ),
      ),
      el(
        'li',
        {},
        linkTo(PROBLEMS, el('strong', {}, 'Problems'), el('span', {}, 'Every code that an error can have.')),
      ),
    ),
  );

const routesIn = ({ length }) => (length === 1 ? '1 route' : `${length} routes`);

const tagSection = (read, { tag, routes }) =>
  el(
    'section',
    { id: tag.name },
    el('h1', {}, tag.name),
    el('p', { class: 'quiet' }, prose(tag.description)),
    routes.map((one) => route(read, one)),
  );

const draw = (api) => {
  const read = reader(api);
  const routes = routesOf(api);
  const groups = api.tags.map((tag) => ({
    tag,
    routes: routes.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
  document.getElementById('version').textContent = `API ${api.info.version}`;
  document
    .getElementById('contents')
    .replaceChildren(
      entry(START, 'Start', []),
      ...groups.map(({ tag, routes }) => entry(tag.name, tag.name, routes)),
      entry(PROBLEMS, 'Problems', []),
    );
  document
    .getElementById('reference')
    .replaceChildren(
      el('div', { class: 'tools' }, loginPanel(), languages()),
      startSection(api, groups),
      ...groups.map((group) => tagSection(read, group)),
      problemTable(api['x-problems'] ?? []),
      el('p', { id: 'none', class: 'quiet', hidden: '' }, 'Nothing in the reference has all of these words.'),
    );
};

const start = async () => {
  const answer = await fetch('openapi.json');
  if (!answer.ok) throw new Error(`The server answered ${answer.status}`);
  draw(await answer.json());
  startViews();
};

start().catch((thrown) => {
  document
    .getElementById('reference')
    .replaceChildren(el('p', {}, `The reference cannot be shown: ${thrown.message}. Reload to try again.`));
});
