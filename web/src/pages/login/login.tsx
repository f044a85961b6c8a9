/** The login form. It says what is wrong where it is wrong, and never which of email and password it was. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem, sentenceOf } from '../../api/problem.ts';
import { logIn } from '../../api/session.ts';
import { below } from '../../base.ts';
import { ThemeChoice } from '../../shell/account.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import './login.css';

const whyNot = (thrown: unknown): string => {
  if (thrown instanceof ApiProblem && thrown.status === 401) return 'This email and this password do not go together.';
  if (thrown instanceof ApiProblem && thrown.status === 429) {
    return `Too many tries. Wait for ${thrown.retryAfterS ?? 60} seconds, then try again.`;
  }
  return sentenceOf(thrown);
};

const LoginForm = () => {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const submit = (event: Event): void => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    logIn(email.trim(), password)
      .catch((thrown: unknown) => setProblem(whyNot(thrown)))
      .finally(() => setBusy(false));
  };

  return (
    <form class="stack" onSubmit={submit}>
      <div role="alert">
        {problem && (
          <Notice tone="failed" icon="alert">
            {problem}
          </Notice>
        )}
      </div>
      <TextField
        label="Email"
        input={first}
        type="text"
        inputMode="email"
        autocomplete="username"
        required
        value={email}
        change={setEmail}
      />
      <TextField
        label="Password"
        type="password"
        autocomplete="current-password"
        required
        value={password}
        change={setPassword}
      />
      <Button kind="primary" type="submit" busy={busy}>
        Log in
      </Button>
    </form>
  );
};

export const Login = () => {
  useEffect(() => {
    document.title = 'Log in · Waybill';
  }, []);
  return (
    <main class="login">
      <div class="letter">
        <div class="letter-head">
          <div>
            <h1>Waybill</h1>
            <p class="quiet">Every message accounted for.</p>
          </div>
          <span class="postage">
            <img src={below('/pages/icon.svg')} alt="" width="40" height="40" />
          </span>
        </div>
        <LoginForm />
        <p class="quiet small">
          The first user and its password are shown once, in the terminal, when the gateway first starts.
        </p>
      </div>
      <ThemeChoice />
    </main>
  );
};
