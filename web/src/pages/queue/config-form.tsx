/** The configuration: what each value does, and the retry ladder that they make. */
import { useState } from 'preact/hooks';
import { post } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/field.tsx';
import { tell, tellProblem } from '../../ui/toast.tsx';
import { Ladder } from './ladder.tsx';
import { type QueueConfig, SETTINGS, type Texts, textsOf, valueOf, whatIsWrong } from './settings.ts';

/** The configuration as the form has it. A field with an error keeps the value of the gateway. */
const configOf = (texts: Texts, config: QueueConfig): QueueConfig =>
  Object.fromEntries(
    SETTINGS.map((setting) => {
      const text = texts[setting.name];
      return [setting.name, whatIsWrong(setting, text) === null ? valueOf(setting, text) : config[setting.name]];
    }),
  ) as QueueConfig;

const changesOf = (next: QueueConfig, config: QueueConfig): Partial<QueueConfig> =>
  Object.fromEntries(SETTINGS.flatMap(({ name }) => (next[name] === config[name] ? [] : [[name, next[name]]])));

export const ConfigForm = ({ config }: { config: QueueConfig }) => {
  /** Only fields that were touched: the others follow the gateway, where somebody else may change them. */
  const [touched, setTouched] = useState<Partial<Texts>>({});
  const [busy, setBusy] = useState(false);
  const texts: Texts = { ...textsOf(config), ...touched };
  const next = configOf(texts, config);
  const changes = changesOf(next, config);
  const isWrong = SETTINGS.some((setting) => whatIsWrong(setting, texts[setting.name]) !== null);

  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await post('/api/whatsapp/queue/config', { body: changes });
      setTouched({});
      tell('The configuration is saved, and in effect.');
    } catch (thrown) {
      tellProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!isWrong) void save();
  };

  return (
    <Card title="Configuration">
      <form class="stack" onSubmit={submit} noValidate>
        <div class="settings">
          {SETTINGS.map((setting) => (
            <Field
              key={setting.name}
              label={setting.unit ? `${setting.label} (${setting.unit})` : setting.label}
              hint={setting.hint}
              error={whatIsWrong(setting, texts[setting.name])}
            >
              {(field) => (
                <input
                  {...field}
                  class="input number"
                  inputMode="decimal"
                  value={texts[setting.name]}
                  onInput={({ currentTarget }) => setTouched({ ...touched, [setting.name]: currentTarget.value })}
                />
              )}
            </Field>
          ))}
        </div>
        <h3>The retry ladder</h3>
        <Ladder config={next} />
        <div class="row">
          <Button kind="primary" type="submit" busy={busy} disabled={isWrong || Object.keys(changes).length === 0}>
            Save
          </Button>
          {Object.keys(touched).length > 0 && (
            <Button kind="bare" onClick={() => setTouched({})}>
              Undo the changes
            </Button>
          )}
        </div>
      </form>
    </Card>
  );
};
