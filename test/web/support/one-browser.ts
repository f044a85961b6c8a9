/** One Chromium for all files that look at pages: to start it takes more than many of them do. */
import { SHARED, serveBrowser } from './chromium.ts';

/** Answers how to end it. */
export const setup = async (): Promise<() => Promise<void>> => {
  const server = await serveBrowser();
  process.env[SHARED] = server.wsEndpoint();
  return () => server.close();
};
