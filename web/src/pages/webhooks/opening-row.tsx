/** A line about a request: how it stands, what it is and when it was. It opens, and the whole stands below. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import type { Look } from '../../ui/look.ts';
import { Clock } from '../../ui/time.tsx';

interface Props {
  readonly look: Look;
  readonly type: string;
  readonly note: ComponentChildren;
  readonly at: string;
  /** Names it in the label of its button. */
  readonly name: string;
  readonly children: ComponentChildren;
}

export const OpeningRow = ({ look, type, note, at, name, children }: Props) => {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div class="delivery-line">
        <Badge {...look} />
        <div class="grow">
          <p class="mono">{type}</p>
          <p class="quiet small">{note}</p>
        </div>
        <span class="quiet small nowrap">
          <Clock at={at} />
        </span>
        <Button
          kind="bare"
          icon={open ? 'minus' : 'search'}
          expanded={open}
          label={`${open ? 'Close' : 'Look at'} ${name}`}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Close' : 'Look'}
        </Button>
      </div>
      {open && <div class="delivery-opened stack">{children}</div>}
    </li>
  );
};
