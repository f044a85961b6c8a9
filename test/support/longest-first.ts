/**
 * The order of test files: long files start first, so that the run does not end with waiting for one of them. Vitest
 * knows the duration of a file only from the last run. On a fresh machine it goes by size, which says nothing about
 * duration.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { slowness } from './slow-tests.ts';

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return projects.flatMap((project) =>
      sorted
        .filter((file) => file.project === project)
        .toSorted((one, other) => slowness(one.moduleId) - slowness(other.moduleId)),
    );
  }
}
