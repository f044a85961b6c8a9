/** The demo as a client of the API, which does the same as any program of a user. */
import { EXIT, Ending } from './exits.ts';
import { httpClient } from './http-client.ts';

export interface ApiClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: object): Promise<T>;
}

/** @throws Ending if the status of the answer is not 2xx */
const clientOf = (url: string, token: string): ApiClient => {
  const client = httpClient({
    url,
    token: async () => token,
    unreachable: (why) => new Ending(EXIT.failed, `The demo's gateway at ${url} does not answer as it should: ${why}`),
  });
  return {
    get: async <T>(path: string) => (await client.ask('GET', path)) as T,
    post: async <T>(path: string, json: object = {}) => (await client.ask('POST', path, { json })) as T,
  };
};

/** Logs in, and returns a client with the token of that user. */
export const logIn = async (url: string, email: string, password: string): Promise<ApiClient> => {
  const { accessToken } = await clientOf(url, 'none').post<{ accessToken: string }>('/api/auth/login', {
    email,
    password,
  });
  return clientOf(url, accessToken);
};
