/** What the data folder holds. */
import type { Schema } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { sizeText } from '../../words/sizes.ts';

const PARTS_MAX = 5;

const MEANINGS: Readonly<Record<string, string>> = {
  'waybill.db': 'the database',
  'waybill.db-wal': 'what the database has yet to take in',
  media: 'files of messages',
  archive: 'archived facts',
  backups: 'backups',
  'sandbox.jsonl': 'what the WhatsApp in a box remembers',
  'sandbox-media': 'its files',
};

export const Data = ({ data }: { data: Schema<'Settings'>['data'] }) => (
  <Card title="Data folder">
    <div class="stack">
      <p class="mono small data-folder">{data.folder}</p>
      <p>
        {data.complete ? '' : 'More than '}
        <strong>{sizeText(data.bytes)}</strong>
        {data.freeBytes !== null && <span class="quiet">, {sizeText(data.freeBytes)} free</span>}
      </p>
      <dl class="facts small">
        {data.parts
          .filter(({ bytes }) => bytes > 0)
          .slice(0, PARTS_MAX)
          .map(({ name, bytes }) => [
            <dt key={name} class="mono">
              {name}
            </dt>,
            <dd key={`${name} bytes`}>
              {sizeText(bytes)}
              {MEANINGS[name] !== undefined && <span class="quiet">, {MEANINGS[name]}</span>}
            </dd>,
          ])}
      </dl>
    </div>
  </Card>
);
