/** Applies the theme that was chosen in the dashboard, else the theme of the system. */
const chosen = localStorage.getItem('waybill.theme');
if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
