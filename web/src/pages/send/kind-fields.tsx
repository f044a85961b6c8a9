/** The form of one kind of message, field by field. */
import type { FormField, Kind, Values } from '../../kinds/kind.ts';
import { KIND_NAMES, wordsOf } from '../../kinds/kinds.ts';
import { Choices, Field, type FieldProps, Switch } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { fieldsOf, type Wrong } from './draft.ts';
import { FileField } from './file-field.tsx';
import type { Upload } from '../../api/use-upload.ts';

const OPTIONS = KIND_NAMES.map((kind) => {
  const { icon, word } = wordsOf(kind);
  return [
    kind,
    <>
      <Icon name={icon} size={14} />
      {word}
    </>,
  ] as const;
});

export const KindChoice = ({ kind, choose }: { kind: Kind; choose: (kind: Kind) => void }) => (
  <div class="kind-choice">
    <Choices legend="Kind" value={kind} options={OPTIONS} choose={choose} />
  </div>
);

interface InputProps {
  readonly field: FormField;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly props: FieldProps;
}

const Input = ({ field: { input, placeholder }, value, change, props }: InputProps) => {
  const shared = { ...props, class: 'input', dir: 'auto', placeholder, value } as const;
  return input === 'text' ? (
    <textarea {...shared} onInput={({ currentTarget }) => change(currentTarget.value)} />
  ) : (
    <input {...shared} autocomplete="off" onInput={({ currentTarget }) => change(currentTarget.value)} />
  );
};

interface Props {
  readonly kind: Kind;
  readonly values: Values;
  readonly wrong: Wrong;
  readonly upload: Upload;
  readonly change: (name: string, value: string) => void;
}

export const KindFields = ({ kind, values, wrong, upload, change }: Props) => (
  <>
    {fieldsOf(kind).map((field) => {
      const { name, label, hint } = field;
      const [value, error] = [values[name] ?? '', wrong[name]];
      const set = (written: string): void => change(name, written);
      if (field.input === 'switch') {
        return (
          <Switch key={name} checked={value === 'yes'} set={(on) => set(on ? 'yes' : '')}>
            {label}
          </Switch>
        );
      }
      if (field.input === 'file') {
        return <FileField key={name} field={field} value={value} error={error} upload={upload} clear={() => set('')} />;
      }
      return (
        <Field key={name} label={label} error={error} hint={typeof hint === 'function' ? hint(value) : hint}>
          {(props) => <Input field={field} value={value} change={set} props={props} />}
        </Field>
      );
    })}
  </>
);
