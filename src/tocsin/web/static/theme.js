// Sets the chosen theme before the first paint; without a choice the system decides.
try {
  const theme = localStorage.getItem("tocsin-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // No storage: the system decides.
}
