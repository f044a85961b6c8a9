import { render } from 'preact';
import { App } from './app.tsx';
import { startLive } from './live/live.ts';
import { startRouter } from './router.ts';
import { startTheme } from './theme.ts';

startTheme();
startRouter();
startLive();
const root = document.getElementById('app');
if (root) render(<App />, root);
