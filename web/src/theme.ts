/** Light or dark: as the system has it, unless someone chose. */
import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const KEPT = 'waybill.theme';
const kept = localStorage.getItem(KEPT);

export const theme = signal<Theme>(kept === 'light' || kept === 'dark' ? kept : 'system');

/** Keeps the choice, and shows it; to be called once. */
export const startTheme = (): void => {
  effect(() => {
    if (theme.value === 'system') {
      localStorage.removeItem(KEPT);
      delete document.documentElement.dataset['theme'];
    } else {
      localStorage.setItem(KEPT, theme.value);
      document.documentElement.dataset['theme'] = theme.value;
    }
  });
};
