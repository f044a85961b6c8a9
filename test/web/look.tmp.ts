import { openStage } from './support/stage.ts';
const stage = await openStage();
try {
  console.log((await stage.client.get('/api/whatsapp/status')).body);
  const o = await stage.visit('/', {});
  await o.page.waitForTimeout(1500);
  await o.page.screenshot({ path: '/tmp/web/overview.png' });
  console.log(o.complaints());
} finally {
  await stage.close();
}
