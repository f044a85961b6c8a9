/** Draws the OpenAPI document of the server that serves this page. Needs nothing from elsewhere. */

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** An element; text becomes text, never markup. */
const el = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
};

const code = (text) => el('code', {}, text);

/** Text in which `code` stands between backticks. */
const prose = (text = '', show = code) => text.split('`').map((part, index) => (index % 2 === 1 ? show(part) : part));

const paragraphs = (text = '') => text.split('\n\n').map((part) => el('p', {}, prose(part.replaceAll('\n', ' '))));

const reader = (api) => {
  const resolve = (schema = {}) => (schema.$ref ? api.components.schemas[schema.$ref.split('/').at(-1)] : schema);

  const typeOf = (schema = {}) => {
    const known = resolve(schema);
    if (known.anyOf) return known.anyOf.map(typeOf).join(' or ');
    if (known.enum) return known.enum.join(' | ');
    if (known.const !== undefined) return JSON.stringify(known.const);
    if (known.type === 'array') return `list of ${typeOf(known.items)}`;
    if (schema.$ref) return schema.$ref.split('/').at(-1);
    return known.format ?? known.type ?? 'anything';
  };

  const limitsOf = (schema) => {
    const { minimum, maximum, minLength, maxLength, default: missing } = resolve(schema);
    const limits = [];
    if (minimum !== undefined || maximum !== undefined) limits.push(`${minimum ?? '…'} to ${maximum ?? '…'}`);
    if (maxLength !== undefined) limits.push(`${minLength ?? 0} to ${maxLength} characters`);
    if (missing !== undefined) limits.push(`${JSON.stringify(missing)} when left out`);
    return limits.join('; ');
  };

  const exampleOf = (schema = {}) => {
    const known = resolve(schema);
    if (known.examples?.length) return known.examples[0];
    if (known.default !== undefined) return known.default;
    if (known.const !== undefined) return known.const;
    if (known.enum) return known.enum[0];
    if (known.anyOf) return exampleOf(known.anyOf[0]);
    if (known.type === 'array') return [exampleOf(known.items)];
    if (known.type === 'object') {
      const entries = Object.entries(known.properties ?? {});
      return Object.fromEntries(entries.map(([name, property]) => [name, exampleOf(property)]));
    }
    if (known.type === 'integer' || known.type === 'number') return known.minimum ?? 1;
    return known.type === 'boolean' ? true : '…';
  };

  return { resolve, typeOf, limitsOf, exampleOf };
};

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

const heading = (text) => el('h4', {}, text);

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

/** What is required, or everything where nothing is. */
const smallBody = (read, schema) => {
  const { properties = {}, required = [] } = read.resolve(schema);
  const shown = Object.entries(properties).filter(([name]) => required.length === 0 || required.includes(name));
  return Object.fromEntries(shown.map(([name, property]) => [name, read.exampleOf(property)]));
};

const curl = (read, method, path, operation) => {
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  const lines = [`curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${location.origin}${path}`];
  if (!operation.security) lines.push(`-H "Authorization: Bearer $TOKEN"`);
  if (schema) {
    lines.push(`-H "Content-Type: application/json"`);
    lines.push(`-d '${JSON.stringify(smallBody(read, schema)).replaceAll("'", String.raw`'\''`)}'`);
  }
  return el('pre', {}, lines.join(' \\\n  '));
};

const linkedCode = (text) => el('a', { href: `#${text}` }, code(text));

const answer = (read, [status, { description, content = {} }]) => {
  const [media, { schema } = {}] = Object.entries(content)[0] ?? [];
  const problems = media === 'application/problem+json';
  const text = [el('span', { class: 'status' }, status), prose(description, problems ? linkedCode : code)];
  if (!media || problems) return el('p', { class: 'answer' }, text);
  const summary = el('summary', {}, text);
  if (!media.endsWith('json'))
    return el('details', {}, summary, el('p', { class: 'quiet' }, Object.keys(content).join(', ')));
  const example = JSON.stringify(read.exampleOf(schema), null, 2);
  return el('details', {}, summary, fieldTable(read, schema), el('pre', {}, example));
};

const route = (read, { path, method, operation }) => {
  const schema = operation.requestBody?.content?.['application/json']?.schema;
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
    curl(read, method, path, operation),
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
      problems.map(({ code: name, status, title }) =>
        el(
          'tr',
          { id: name },
          el('th', { scope: 'row' }, code(name)),
          el('td', {}, String(status)),
          el('td', {}, title),
        ),
      ),
    ),
  );

const routesOf = (api) =>
  Object.entries(api.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method]).map((method) => ({ path, method, operation: methods[method] })),
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

/** Shows only what has every word of the search in its text. */
const search = (text) => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (element) => words.every((word) => element.textContent.toLowerCase().includes(word));
  for (const article of document.querySelectorAll('article')) {
    article.hidden = !fits(article.querySelector('h3')) && !fits(article.querySelector('.line'));
    const entry = document.querySelector(`nav a[href="#${article.id}"]`);
    if (entry) entry.hidden = article.hidden;
  }
  for (const group of document.querySelectorAll('nav > div, main > section')) {
    const rows = [...group.querySelectorAll('a[href^="#"], article')];
    group.hidden = rows.length > 0 && rows.every((row) => row.hidden);
  }
};

const start = async () => {
  const answer = await fetch('/openapi.json');
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
