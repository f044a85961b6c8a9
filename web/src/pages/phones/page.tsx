import { Empty } from '../../ui/notice.tsx';
import { Page as Frame } from '../../ui/page.tsx';

export const Page = () => (
  <Frame title="Phones">
    <Empty icon="envelope" title="This page is not built yet" />
  </Frame>
);
