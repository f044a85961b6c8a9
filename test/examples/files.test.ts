import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '@redocly/openapi-core';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { variableNames, variables } from '../../src/config/variables.ts';
import { api } from '../http/api.ts';
import { ROOT } from '../tidy/source-files.ts';

const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}

test('the dashboard for Grafana asks for nothing that /metrics does not have', async () => {
  const anna = await api();
  const served = await (await anna.ask('GET /metrics')).text();
  const names = new Set(
    [...served.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
  const { panels } = JSON.parse(read('examples/grafana/waybill.json')) as { panels: readonly Panel[] };
  expect(panels.length).toBeGreaterThan(10);
  for (const { title, targets } of panels) {
    expect([title, targets.length > 0]).toEqual([title, true]);
    for (const { expr } of targets) {
      const asked = expr.match(/\b(?:waybill|nodejs|process)_\w+/g) ?? [];
      expect([title, asked.filter((name) => !names.has(name))]).toEqual([title, []]);
      expect(asked.length).toBeGreaterThan(0);
    }
  }
});

interface Compose {
  readonly services: Readonly<
    Record<string, { readonly environment: Readonly<Record<string, string>>; readonly volumes: readonly string[] }>
  >;
  readonly volumes: object;
}

test('compose.yaml has one service, one volume, and settings that there are', () => {
  const text = read('compose.yaml');
  const { services, volumes } = parseYaml(text) as Compose;
  expect([Object.keys(services), Object.keys(volumes)]).toEqual([['waybill'], ['waybill']]);
  expect(services['waybill']?.volumes).toEqual(['waybill:/data']);
  const settings = [...text.matchAll(/^ {6}(?:# )?([A-Z_]+): (.+)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  expect(settings.length).toBeGreaterThan(2);
  for (const [name = '', value] of settings) {
    expect(variableNames).toContain(name);
    expect([name, v.is(variables[name as keyof typeof variables].guard, value)]).toEqual([name, true]);
  }
});

test('the image is made of what there is, workspaces and pages among it', () => {
  const { workspaces } = JSON.parse(read('package.json')) as { workspaces: readonly string[] };
  const image = read('Dockerfile');
  expect(workspaces).toEqual(['packages/*', 'web']);
  for (const manifest of ['packages/inspect-bridge/package.json', 'web/package.json']) {
    expect(image.indexOf(manifest)).toBeGreaterThan(0);
    expect(image.indexOf(manifest)).toBeLessThan(image.indexOf('npm ci'));
  }
  // The files with which the program and the pages are built.
  expect(image).toMatch(/COPY tsconfig\.json \.\/\nCOPY build build\nCOPY src src\nCOPY web web\nRUN npm run build/);
  const kept = read('.dockerignore').split('\n');
  for (const folder of ['bin', 'build', 'packages', 'src', 'web', 'tsconfig.json'])
    expect(kept).toContain(`!${folder}`);
});
