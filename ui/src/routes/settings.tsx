export { SettingsPage as SettingsRoute } from "../features/settings/SettingsPage";
