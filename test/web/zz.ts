import { openStage } from './support/stage.ts';
const stage = await openStage();
await stage.paired();
const { client } = stage;
const { body } = await client.post<{ jobId: string }>('/api/whatsapp/send-message', {
  number: '6281234567801',
  message: 'x',
});
await new Promise((r) => setTimeout(r, 2500));
console.log((await client.get(`/api/sandbox/phones/6281234567801`)).body);
console.log(
  await client
    .post('/api/sandbox/receipt', {
      number: '6281234567801',
      messageId: `3EB0${body.jobId.toUpperCase()}`,
      kind: 'read',
    })
    .then((a) => a.status),
);
await new Promise((r) => setTimeout(r, 2500));
const job = await client.get(`/api/whatsapp/jobs/${body.jobId}`);
console.log(job.body);
console.log(
  (await client.get<{ items: { type: string }[] }>(`/api/whatsapp/jobs/${body.jobId}/events`)).body.items.map(
    (f) => f.type,
  ),
);
await stage.close();
