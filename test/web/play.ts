import { logIn } from '../support/client.ts';
import { openStage, SIZES } from './support/stage.ts';
import { openBrowser } from './support/chromium.ts';
import { talk, writeInGroup, CHAT, GROUP, say } from './support/talk.ts';
const OUT = process.argv[2] ?? '/tmp/shots';
import { mkdirSync } from 'node:fs';
mkdirSync(OUT, { recursive: true });
const stage = await openStage();
await stage.paired();
const client = stage.client;
const t0 = Date.now();
const said = await talk(client);
console.log('talked', Date.now() - t0);
for (let n = 0; n < 12; n += 1) await say(client, `Hello number ${n}`, {}, `62812345679${10 + n}`);
await writeInGroup(client, { type: 'text', body: 'The van leaves at nine' });
await writeInGroup(client, { type: 'text', body: 'We are ready' }, '6281200001002');
await client.post('/api/whatsapp/queue/pause');
await client.post('/api/whatsapp/messages', { to: CHAT, type: 'text', text: { body: 'We will call before we come.' } });
const window = await stage.visit('/');
await window.page.getByText('Live').first().waitFor();
const shots: [string, string][] = [
  ['chats', '/chats'],
  ['chat', `/chats/${encodeURIComponent(CHAT)}`],
  ['chat-top', `/chats/${encodeURIComponent(CHAT)}?message=${said.question}`],
  ['group', `/chats/${encodeURIComponent(GROUP)}`],
  ['search', `/chats/${encodeURIComponent(CHAT)}?search=order`],
  ['waybill', `/chats/${encodeURIComponent(CHAT)}?waybill=${said.picture}`],
];
for (const [name, path] of shots) {
  await window.page.goto(stage.url + path);
  await window.page.getByRole('heading', { level: 1 }).waitFor();
  await window.page.waitForTimeout(900);
  for (const [colours, size] of [['light', 'wide'], ['dark', 'narrow'], ['dark', 'wide'], ['light', 'narrow']] as const) {
    await window.page.emulateMedia({ colorScheme: colours });
    await window.page.setViewportSize(SIZES[size]);
    await window.page.waitForTimeout(300);
    await window.page.screenshot({ path: `${OUT}/${name}-${colours}-${size}.png` });
  }
}
console.log(window.complaints());
await stage.close();
await (await openBrowser()).close();
