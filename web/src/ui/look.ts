/** A state as a colour, an icon and a word; those of sessions, which every page shows. */
import type { Schema } from '../api/client.ts';
import type { IconName } from './icon.tsx';

export type Tone = 'waiting' | 'active' | 'retrying' | 'completed' | 'failed' | 'cancelled';

export interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly word: string;
}

export type SessionState = Schema<'Status'>['session']['state'];

export const look = (tone: Tone, icon: IconName, word: string): Look => ({ tone, icon, word });

export const SESSION_LOOKS: Readonly<Record<SessionState, Look>> = {
  stopped: look('cancelled', 'stop', 'Stopped'),
  connecting: look('active', 'link', 'Connecting'),
  qr: look('retrying', 'phones', 'Waits for a phone'),
  ready: look('completed', 'check', 'Ready'),
  keepalive: look('retrying', 'clock', 'No answer to the keep-alive'),
  timeout: look('retrying', 'alert', 'Timed out'),
  restart: look('retrying', 'retry', 'Restarting'),
  loggedOut: look('failed', 'out', 'Logged out'),
  halted: look('failed', 'alert', 'Halted'),
};
