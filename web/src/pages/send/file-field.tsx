/** A file: chosen, dropped here, or pasted into the page. It is uploaded at once, and the message names the upload. */
import { useState } from 'preact/hooks';
import type { FormField } from '../../kinds/kind.ts';
import { MediaView } from '../../kinds/media.tsx';
import { Bar } from '../../ui/bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import type { Upload } from '../../api/use-upload.ts';

interface Props {
  readonly field: FormField;
  /** The id of the upload; empty while there is none. */
  readonly value: string;
  readonly error: string | undefined;
  readonly upload: Upload;
  readonly clear: () => void;
}

const Chosen = ({ value, upload, clear }: Omit<Props, 'field' | 'error'>) => {
  if (upload.underWay) {
    const { name, percent } = upload.underWay;
    return (
      <div class="stack-tight">
        <div class="row-apart">
          <span class="ellipsis">{name}</span>
          <span class="quiet small number">{percent} %</span>
        </div>
        <Bar percent={percent} label={`Upload of ${name}`} />
        <div>
          <Button icon="stop" onClick={upload.stop}>
            Stop
          </Button>
        </div>
      </div>
    );
  }
  if (value === '') return null;
  return (
    <div class="stack-tight">
      <MediaView id={value} alt="The chosen picture" />
      <div>
        <Button kind="bare" icon="cross" onClick={clear}>
          Remove the file
        </Button>
      </div>
    </div>
  );
};

export const FileField = ({ field, value, error, upload, clear }: Props) => {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer?.files[0];
    if (file) upload.begin(file);
  };
  const hold = (event: DragEvent): void => {
    event.preventDefault();
    setOver(true);
  };
  const hint = typeof field.hint === 'string' ? field.hint : 'Choose one, drop it here, or paste a picture';
  return (
    <Field label={field.label} error={upload.error ?? error} hint={hint}>
      {(props) => (
        <div class={`drop ${over ? 'over' : ''}`} onDragOver={hold} onDragLeave={() => setOver(false)} onDrop={drop}>
          <input
            {...props}
            class="choose-file"
            type="file"
            accept={field.accept}
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              // The same file can be chosen again after it was removed.
              if (file) upload.begin(file);
              currentTarget.value = '';
            }}
          />
          <Chosen value={value} upload={upload} clear={clear} />
        </div>
      )}
    </Field>
  );
};
