/** A copy of everything, made while Waybill runs. */
import { useState } from 'preact/hooks';
import { post, type Schema } from '../../api/client.ts';
import { me } from '../../shell/gateway.ts';
import { ActionButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';

type Backup = Schema<'Backup'>;

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `3.4 MB` */
const sizeText = (bytes: number): string => {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  return `${Math.round((bytes / 1_000 ** step) * 10) / 10} ${UNITS[step]}`;
};

const Made = ({ backup }: { backup: Backup }) => (
  <dl class="facts">
    <dt>File</dt>
    <dd class="mono">{backup.name}</dd>
    <dt>Size</dt>
    <dd>{sizeText(backup.size)}</dd>
    <dt>Up to fact</dt>
    <dd class="number">{backup.head.position.toLocaleString('en')}</dd>
    <dt>SHA-256</dt>
    <dd class="mono small">{backup.sha256}</dd>
  </dl>
);

export const Backups = () => {
  const [made, setMade] = useState<Backup | null>(null);
  const make = async (): Promise<void> => setMade(await post('/api/admin/backup'));
  const mayNot = me.value?.kind === 'person' && me.value.role !== 'admin';
  return (
    <Card title="Backup">
      <div class="stack">
        <p class="ink-soft">
          A copy of everything up to now, in the folder of backups on the gateway. The key that opens WhatsApp's keys is
          not in it: keep that elsewhere.
        </p>
        <div role="status">{made && <Made backup={made} />}</div>
        <div class="row">
          <ActionButton icon="copy" act={make} disabled={mayNot}>
            Make a backup
          </ActionButton>
          {mayNot && <span class="quiet small">It takes an administrator.</span>}
        </div>
      </div>
    </Card>
  );
};
