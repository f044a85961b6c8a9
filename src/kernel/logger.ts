/** Log lines as a port; pino fits it as it is. */

type Fields = Readonly<Record<string, unknown>>;

export interface Logger {
  debug(fields: Fields, message: string): void;
  info(fields: Fields, message: string): void;
  warn(fields: Fields, message: string): void;
  error(fields: Fields, message: string): void;
  child(bindings: Record<string, unknown>): Logger;
}

/** A logger whose lines may be dropped where nobody reads them. */
export interface CountingLogger extends Logger {
  /** How many were dropped since the start. */
  dropped(): number;
}

export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLogger,
};
