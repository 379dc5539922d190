import { expect, test } from '@jest/globals';
import * as door from './index.ts';

test('the door offers these pieces and no others', () => {
  expect(Object.keys(door).sort()).toEqual([
    'AicmoProvider',
    'AppLink',
    'ConfirmAct',
    'ConfirmDialog',
    'DataTable',
    'DetailDrawer',
    'EmptyState',
    'Factors',
    'Facts',
    'FailedState',
    'Figure',
    'FigureRow',
    'FilterBar',
    'LoadingState',
    'MarkBadge',
    'Page',
    'QueryState',
    'RelativeTime',
    'Section',
    'StateBadge',
    'Story',
    'absoluteWords',
    'useMocked',
  ]);
});
