/** A text with a button that copies it. */
import { useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { tellProblem } from './toast.tsx';

const SAID_MS = 2_000;

/** `label` names the text. */
export const Code = ({ text, label }: { text: string; label: string }) => {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), SAID_MS);
  };
  return (
    <div class="code">
      <div class="row-apart">
        <span class="quiet small">{label}</span>
        {/* Browsers offer the clipboard only on secure origins. */}
        {'clipboard' in navigator && (
          <Button icon={copied ? 'check' : 'copy'} onClick={() => void copy().catch(tellProblem)}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </div>
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
    </div>
  );
};
