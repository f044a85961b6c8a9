import type { FirstUser } from '../access/users.ts';
import { Fault } from '../kernel/fault.ts';
import { startWaybill, type Waybill } from '../main.ts';
import type { Command, Row } from './command.ts';
import { configured } from './configured.ts';
import { EXIT } from './exits.ts';
import { standardOutput } from './log-output.ts';
import { loggerOn } from './logger.ts';
import type { Shell } from './shell.ts';
import { type VariableName, variableNames, variables } from '../config/variables.ts';
import { aborted } from './waiting.ts';

const variableRow = (name: VariableName): Row => {
  const { meaning, unset } = variables[name];
  return [name, unset === '' ? meaning : `${meaning} (${unset})`];
};

/** Runs the gateway until a signal stops it. */
export const start: Command = {
  about: [
    'Listens for HTTP, keeps the link to WhatsApp, and delivers what is queued. SIGTERM and SIGINT stop it within ten seconds; a',
    'second one ends it at once, which loses nothing.',
  ].join(' '),
  more: {
    title: "Environment variables, all optional; also read from a file '.env' in the current folder",
    rows: variableNames.map(variableRow),
  },
  exits: [EXIT.unavailable, EXIT.io, EXIT.configuration],
  async run(_, shell) {
    const config = configured(shell);
    const stop = shell.stop();
    const introduce = (firstUser: FirstUser): void => shell.out(introductionOf(firstUser));
    const waybill = await startWaybill(config, loggerOn(standardOutput(), config.log), introduce);
    if (shell.terminal && !waybill.sandbox) waybill.onQr((session, qr) => void showQr(shell, session, qr));
    shell.out(`Waybill is listening on ${waybill.url}`);
    const lost = await Promise.race([aborted(stop).then(() => null), waybill.lost]);
    endLatest(shell);
    if (lost === null) await waybill.stop(String(stop.reason));
    else await endLost(shell, waybill, lost);
    return lost === null ? EXIT.done : EXIT.unavailable;
  },
};

/** The time limit of a stop. Unfinished work was not acknowledged to any client, so nothing is lost. */
const STOP_WITHIN_MS = 9_500;

const endLatest = (shell: Shell): void => {
  const giveUp = (): void => {
    shell.err('Waybill could not finish in time and ends now; what was in hand goes on at the next start.');
    process.exit(EXIT.failed);
  };
  setTimeout(giveUp, STOP_WITHIN_MS).unref();
};

/** The end cannot be recorded: the log is somebody else's. */
const endLost = async (shell: Shell, waybill: Waybill, lost: Fault): Promise<void> => {
  shell.err(`${lost.message}\n${lost.hint}`);
  try {
    await waybill.stop(lost.code);
  } catch (thrown) {
    if (!(thrown instanceof Fault && thrown.code === lost.code)) throw thrown;
  }
};

const introductionOf = ({ email, generated }: FirstUser): string =>
  generated === null
    ? `The first user is ${email}, with the password that you set.`
    : `The first user is ${email}, with the password ${generated} (it is shown only this once).`;

const showQr = async (shell: Shell, session: string, qr: string): Promise<void> => {
  // Loaded here, because a linked session never shows a QR.
  const { toString: qrText } = await import('qrcode');
  qrText(qr, { type: 'terminal', small: true }, (_, picture) =>
    shell.out(
      `Scan this with the phone to link it to session ${session} (WhatsApp, Linked devices, Link a device):\n${picture}`,
    ),
  );
};
