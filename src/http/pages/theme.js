/** Light or dark as it was chosen in the dashboard; as the system has it where nobody chose. */
const chosen = localStorage.getItem('waybill.theme');
if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
