// Runs before the first paint, so that a chosen theme never flashes in the other one. See lib/theme.ts.
const theme = localStorage.getItem("openbacklog.theme");
if (theme) document.documentElement.dataset.theme = theme;
