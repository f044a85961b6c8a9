/** Sends requests to the server of this page. The token stays in this page. */
import { el } from './docs-dom.js';
import { addressOf, bodyOf, filled } from './docs-read.js';

let token = '';

const field = (label, input) => el('label', { class: 'field' }, el('span', {}, label), input);

/** A form to log in, or to enter a token. */
export const loginPanel = () => {
  const email = el('input', { type: 'email', autocomplete: 'username', value: 'admin@localhost', required: '' });
  const password = el('input', { type: 'password', autocomplete: 'current-password' });
  const given = el('input', { type: 'password', autocomplete: 'off', spellcheck: 'false' });
  const says = el('output', { class: 'quiet' });
  const form = el(
    'form',
    { class: 'login' },
    field('Email', email),
    field('Password', password),
    el('button', { type: 'submit' }, 'Log in'),
    field('or an access token', given),
    says,
  );
  given.addEventListener('input', () => {
    token = given.value.trim();
    says.textContent = token === '' ? '' : 'Requests are sent with this token.';
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answer = await fetch('api/auth/login', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: email.value, password: password.value }),
    });
    const told = await answer.json().catch(() => ({}));
    token = told.accessToken ?? token;
    password.value = '';
    says.textContent = answer.ok ? 'Logged in for 15 minutes, in this page alone.' : told.detail;
  });
  return el('details', { class: 'account' }, el('summary', {}, 'Log in, to try routes from this page'), form);
};

const pretty = (text, type) => {
  if (!type.includes('json')) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

/** Shows the answer. A stream of events is shown as it arrives. */
const show = async (answer, out) => {
  const type = answer.headers.get('content-type') ?? '';
  const told = ['location', 'retry-after', 'x-request-id']
    .filter((name) => answer.headers.get(name))
    .map((name) => `${name}: ${answer.headers.get(name)}`);
  const body = el('pre', { tabindex: '0' });
  out.replaceChildren(
    el('p', { class: 'line' }, el('span', { class: answer.ok ? 'get' : 'delete' }, String(answer.status)), type),
    ...(told.length > 0 ? [el('p', { class: 'quiet' }, told.join(' · '))] : []),
    body,
  );
  if (type.startsWith('image/')) {
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    body.replaceWith(
      el('img', { alt: 'The QR to scan', width: '256', src: `data:${type.split(';')[0]};base64,${base64}` }),
    );
  } else if (type.startsWith('text/event-stream')) {
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) body.append(chunk);
  } else {
    body.textContent = pretty(await answer.text(), type);
  }
};

const inputOf = (parameter) => {
  const { schema = {}, example, required } = parameter;
  const options = schema.enum ?? schema.anyOf?.find((one) => one.enum)?.enum;
  const usual = required && example !== undefined ? String(example) : '';
  if (!options) return el('input', { value: usual, autocomplete: 'off' });
  return el(
    'select',
    {},
    ['', ...options].map((option) => el('option', {}, option)),
  );
};

/** A form for one route. `changed` is called with the address of the request. */
export const tryOut = ({ path, method, operation }, changed) => {
  const { parameters = [], security, responses } = operation;
  const inputs = parameters.map((parameter) => ({ parameter, input: inputOf(parameter) }));
  const example = bodyOf(operation);
  const text = JSON.stringify(example, null, 2);
  const body = example === undefined ? null : el('textarea', { rows: String(text.split('\n').length) }, text);
  const media = Object.keys(Object.values(responses)[0]?.content ?? {});
  const accept =
    media.length > 1
      ? el(
          'select',
          {},
          media.map((type) => el('option', {}, type)),
        )
      : null;
  const out = el('div', { 'aria-live': 'polite' });
  const send = el('button', { type: 'submit' }, `Send ${method.toUpperCase()}`);
  const stop = el('button', { type: 'button', hidden: '' }, 'Stop');
  let asking = new AbortController();

  const given = (place) =>
    Object.fromEntries(
      inputs
        .filter(({ parameter, input }) => parameter.in === place && input.value !== '')
        .map(({ parameter, input }) => [parameter.name, input.value]),
    );
  const url = () => addressOf(filled(path, parameters, { ...given('path'), ...given('query') }));

  const ask = async () => {
    asking = new AbortController();
    const answer = await fetch(url(), {
      method: method.toUpperCase(),
      signal: asking.signal,
      headers: {
        ...(security || token === '' ? {} : { Authorization: `Bearer ${token}` }),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...(accept ? { Accept: accept.value } : {}),
        ...given('header'),
      },
      ...(body ? { body: body.value } : {}),
    });
    await show(answer, out);
  };

  const form = el(
    'form',
    {},
    inputs.map(({ parameter, input }) => field(`${parameter.name}${parameter.required ? ' *' : ''}`, input)),
    accept ? field('Accept', accept) : null,
    body ? field('Body', body) : null,
    el('p', {}, send, stop),
    out,
  );
  form.addEventListener('input', () => changed(url()));
  stop.addEventListener('click', () => asking.abort());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    stop.hidden = false;
    out.replaceChildren(el('p', { class: 'quiet' }, 'Waiting for the answer…'));
    ask()
      .catch((thrown) => {
        if (thrown.name !== 'AbortError') out.replaceChildren(el('p', {}, `No answer: ${thrown.message}`));
      })
      .finally(() => {
        stop.hidden = true;
      });
  });
  return el('details', { class: 'try' }, el('summary', {}, 'Try it'), form);
};
