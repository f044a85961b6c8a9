/** The look of an exported chat: light and dark as the reader's system is, and plain on paper. */
export const PAGE_STYLE = `
:root { --page: #f4f2ee; --in: #fff; --out: #d9f2dc; --ink: #1c1e21; --soft: #60646c; --line: #d8d5cf; }
@media (prefers-color-scheme: dark) {
  :root { --page: #14171a; --in: #20252a; --out: #1d3b2a; --ink: #e8eaed; --soft: #9aa1a9; --line: #363c43; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; background: var(--page); color: var(--ink); font: 1rem/1.45 system-ui, sans-serif; }
h1 { font-size: 1.25rem; overflow-wrap: anywhere; }
h2 { margin: 1.5rem 0 .5rem; text-align: center; font-size: .85rem; font-weight: 600; color: var(--soft); }
main { display: flex; flex-direction: column; }
article { max-width: 85%; margin: .2rem 0; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .75rem; overflow-wrap: anywhere; content-visibility: auto; contain-intrinsic-size: auto 4rem; }
article.in { align-self: flex-start; background: var(--in); }
article.out { align-self: flex-end; background: var(--out); }
article:target { outline: 2px solid currentColor; }
header { font-size: .85rem; font-weight: 600; }
p { margin: .15rem 0; }
.words { white-space: pre-wrap; }
blockquote { margin: .25rem 0; padding-left: .5rem; border-left: 3px solid var(--soft); }
a { color: inherit; }
del { display: block; white-space: pre-wrap; color: var(--soft); }
img, video { display: block; max-width: 100%; max-height: 24rem; border-radius: .5rem; }
audio { max-width: 100%; }
.file, .votes, footer, .end { font-size: .85rem; color: var(--soft); }
.end { text-align: center; }
@media print {
  :root { --page: #fff; --in: #fff; --out: #fff; --ink: #000; --soft: #444; --line: #999; }
  body { max-width: none; padding: 0; }
  article { break-inside: avoid; content-visibility: visible; }
  h2 { break-after: avoid; }
  audio, video { display: none; }
}
`;
