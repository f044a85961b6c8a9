/** The fields that are rarely needed. */
import { Field, Switch } from '../../ui/field.tsx';
import { Fold } from '../../ui/fold.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BESIDE_NAMES, hasBeside } from './beside.ts';
import { type Draft, isAboutAnother, type Wrong } from './draft.ts';
import { TimeField } from '../../ui/time-field.tsx';

interface Props {
  readonly draft: Draft;
  readonly wrong: Wrong;
  readonly change: (some: Partial<Draft>) => void;
}

type TextName = 'replyTo' | 'mentions' | 'clientRef' | 'metadata';

interface TextProps extends Props {
  readonly name: TextName;
  readonly label: string;
  readonly hint: string;
  readonly placeholder?: string;
}

const Line = ({ name, draft, wrong, change, ...more }: TextProps) => (
  <TextField
    {...more}
    error={wrong[name]}
    autocomplete="off"
    value={draft[name]}
    change={(text) => change({ [name]: text })}
  />
);

export const MoreFields = (props: Props) => {
  const { draft, wrong, change } = props;
  const needed = hasBeside(draft) || BESIDE_NAMES.some((name) => wrong[name] !== undefined);
  return (
    <Fold title="Answer, mentions, time limit, your own marks" needed={needed}>
      {!isAboutAnother(draft.kind) && (
        <Line
          {...props}
          name="replyTo"
          label="In answer to"
          hint="The id of a message of this chat, as on its waybill"
        />
      )}
      <Line
        {...props}
        name="mentions"
        label="Mentions"
        hint="Numbers with commas between them, which the text names with @; in a group also: all"
        placeholder="+62 812 3456 7890"
      />
      <TimeField
        label="Not after"
        empty="no limit"
        value={draft.expiresAt}
        error={wrong['expiresAt']}
        change={(expiresAt) => change({ expiresAt })}
      />
      <Line
        {...props}
        name="clientRef"
        label="Your reference"
        hint="Your own name for it: the job shows it, and jobs can be found by it"
        placeholder="order-1042"
      />
      <Field
        label="Metadata"
        error={wrong['metadata']}
        hint="A name, a colon and a text on each line; no phone sees it"
      >
        {(field) => (
          <textarea
            {...field}
            class="input short"
            placeholder="shop: jakarta"
            value={draft.metadata}
            onInput={({ currentTarget }) => change({ metadata: currentTarget.value })}
          />
        )}
      </Field>
      <Switch checked={draft.forwarded} set={(forwarded) => change({ forwarded })}>
        Marked as forwarded
      </Switch>
    </Fold>
  );
};
