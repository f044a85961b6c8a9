/**
 * The reference, one section at a time: `docs#Jobs` shows a section, `docs#listJobs` the section of a route, and
 * `docs#number.invalid` a problem. Everything is drawn once. A view only hides the rest, so a search covers everything.
 */
export const START = 'start';
export const PROBLEMS = 'problems';

const sections = () => [...document.querySelectorAll('main > section')];
const entries = () => [...document.querySelectorAll('nav > [data-section]')];
const routeEntries = () => [...document.querySelectorAll('nav [data-route]')];
/** The elements that a search covers. */
const findable = () => [...document.querySelectorAll(`article, #${PROBLEMS} tr`)];
const field = () => document.getElementById('search');

const idHere = () => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
};

const mark = (link, here) => {
  if (here) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
};

/** Shows the section of an id, with all of its elements. */
const showSection = (id) => {
  const target = document.getElementById(id);
  const here = target?.closest('main > section') ?? document.getElementById(START);
  for (const section of sections()) section.hidden = section !== here;
  for (const one of findable()) one.hidden = false;
  for (const entry of entries()) {
    const isHere = entry.dataset.section === here.id;
    entry.hidden = false;
    entry.classList.toggle('here', isHere);
    mark(entry.querySelector('a'), isHere);
  }
  for (const entry of routeEntries()) {
    entry.hidden = false;
    mark(entry.querySelector('a'), entry.dataset.route === id);
  }
  document.getElementById('none').hidden = true;
  document.title = here.id === START ? 'Waybill API' : `${here.querySelector('h1').textContent} · Waybill API`;
  return { here, target };
};

const goTo = () => {
  field().value = '';
  const { here, target } = showSection(idHere());
  // The target may have been hidden when the browser scrolled.
  if (target && target !== here) target.scrollIntoView();
  else scrollTo(0, 0);
};

/** Shows each route and problem whose text contains all words of the search, in every section. */
const search = (text) => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    showSection(idHere());
    return;
  }
  for (const one of findable()) {
    const told = one.textContent.toLowerCase();
    one.hidden = !words.every((word) => told.includes(word));
  }
  for (const section of sections()) {
    section.hidden = !section.querySelector('article:not([hidden]), tr[id]:not([hidden])');
  }
  for (const entry of routeEntries()) entry.hidden = document.getElementById(entry.dataset.route).hidden;
  for (const entry of entries()) {
    entry.hidden = document.getElementById(entry.dataset.section).hidden;
    entry.classList.add('here');
    mark(entry.querySelector('a'), false);
  }
  document.getElementById('none').hidden = sections().some((section) => !section.hidden);
};

/** Starts the views, once everything is drawn. */
export const startViews = () => {
  addEventListener('hashchange', goTo);
  field().addEventListener('input', ({ target }) => search(target.value));
  goTo();
  // The target did not exist when the page was loaded. Assigning the same address again makes it `:target`.
  if (location.hash) location.replace(location.href);
};
