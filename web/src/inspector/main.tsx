import { render } from 'preact';
import { Empty } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { startTheme } from '../theme.ts';

startTheme();
const root = document.getElementById('app');
const inspector = (
  <Page title="Inspector">
    <Empty icon="inspector" title="This page is not built yet" />
  </Page>
);
if (root) render(inspector, root);
