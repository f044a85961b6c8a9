/** What pages say of themselves, hostile ones included. */
import { describe, expect, test } from 'vitest';
import { readPageHead } from '../../src/fetching/page-head.ts';

const read = (html: string, type = 'text/html; charset=utf-8') => readPageHead(Buffer.from(html), type);

describe('the head of a page', () => {
  test('is read as Open Graph says, before anything else', () => {
    const page = read(`<!doctype html><html><head>
      <title>Shop</title><meta name=description content="A shop">
      <meta property="og:title" content="Your parcel &amp; more">
      <meta content='On its way' property='og:description'>
      <META PROPERTY=og:image CONTENT=/parcel.jpg></head><body>`);
    expect(page).toEqual({ title: 'Your parcel & more', description: 'On its way', image: '/parcel.jpg' });
  });

  test('lends its title and its description where Open Graph says nothing', () => {
    const page = read('<head><title>Parcels &copy; 2026</title><meta name="Description" content="All of them">');
    expect(page).toEqual({ title: 'Parcels © 2026', description: 'All of them', image: null });
  });

  test.each([
    ['nothing', ''],
    ['a picture', '\u0089PNG\r\n\u001a\n'],
    ['a title that is empty', '<title>  </title><meta property="og:title" content="">'],
    ['a title in its body', '<body><title>No</title><meta property="og:title" content="No">'],
    ['a title behind its head', '<head></head><meta property="og:title" content="No">'],
    ['a title in a comment and in a script', '<!-- <title>No</title> --><script>"<title>No</title>"</script>'],
  ])('is empty of %s', (_, html) => {
    expect(read(html)).toEqual({ title: null, description: null, image: null });
  });

  test('is decoded as its header says, else as the page itself says', () => {
    const latin = Buffer.from('<meta charset="iso-8859-1"><title>Café</title>', 'latin1');
    expect(readPageHead(latin, 'text/html').title).toBe('Café');
    expect(readPageHead(latin, 'text/html; charset="ISO-8859-1"').title).toBe('Café');
    expect(readPageHead(latin, 'text/html; charset=klingon').title).toBe('Caf\ufffd');
  });

  test('is left after so many tags, however deep they are', () => {
    const deep = '<noscript>'.repeat(50_000);
    expect(read(`${deep}<title>No</title>`).title).toBeNull();
    expect(read(`<title>Yes</title>${'<meta a=b>'.repeat(50_000)}`).title).toBe('Yes');
    expect(read(`<title>${'x'.repeat(500_000)}`).title?.length).toBeLessThan(20_000);
  });
});
