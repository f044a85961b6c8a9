import { render } from 'preact';
import { startLive } from '../live/live.ts';
import { startTheme } from '../theme.ts';
import { Inspector } from './inspector.tsx';
import { startJumps } from './jumps.ts';
import { startKeys } from './keys.ts';
import { startMemory } from './memory.ts';
import { startPlay } from './play.ts';
import { startView } from './view.ts';

startTheme();
startView();
startJumps();
startMemory();
startPlay();
startKeys();
startLive();
const root = document.getElementById('app');
if (root) render(<Inspector />, root);
