// The calendar
export {
  CalendarChange,
  CalendarPlan,
  LocalDate,
  LocalTime,
  PlatformCadence,
  SavedCalendar,
  SlotNote,
  Weekday,
} from './calendar-plan.ts';
// Tasks
export { duenesses, OperatorTask, OpsEvent, taskKinds, taskMoves, TaskProof, taskStates } from './operator-task.ts';
// The week
export { WeekCounts, WeeklySummary } from './weekly-summary.ts';
