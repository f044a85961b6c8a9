/** A secret that is shown this once: it stays until somebody says that it is kept. */
import { Button } from './button.tsx';
import { Card } from './card.tsx';
import { Code } from './code.tsx';
import { Notice } from './notice.tsx';

interface Props {
  readonly title: string;
  /** Names the secret. */
  readonly label: string;
  readonly text: string;
  /** What to do with it. */
  readonly hint: string;
  readonly close: () => void;
}

export const Once = ({ title, label, text, hint, close }: Props) => (
  <Card title={title}>
    <div class="stack">
      <Notice tone="retrying" icon="alert">
        Copy it now: it is shown this once. {hint}
      </Notice>
      <Code label={label} text={text} />
      <div>
        <Button kind="primary" icon="check" onClick={close}>
          I have kept it
        </Button>
      </div>
    </div>
  </Card>
);
