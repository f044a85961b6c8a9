/** Text to be copied. */
import { useState } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { tellProblem } from './toast.tsx';

const SAID_MS = 2_000;

/** `label` says what it is, for who does not see it. */
export const Code = ({ text, label }: { text: string; label: string }) => {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), SAID_MS);
  };
  return (
    <div class="code">
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
      {/* Browsers give no clipboard to pages that are not from a secure origin. */}
      {'clipboard' in navigator && (
        <button class="button" type="button" onClick={() => void copy().catch(tellProblem)}>
          <Icon name={copied ? 'check' : 'copy'} size={14} />
          {copied ? 'Copied' : 'Copy'}
        </button>
      )}
    </div>
  );
};
