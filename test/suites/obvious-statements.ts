/** The statement that comes to mind first, by its prompt: each of them gives wrong rows. */
export const OBVIOUS: readonly (readonly [prompt: string, sql: string])[] = [
  [
    'sql-clinic-local-day',
    "SELECT a.id, p.name, strftime('%H:%M', a.starts_at, '+1 hour') FROM appointment a JOIN patient p ON p.id = a.patient_id WHERE date(a.starts_at) = '2026-10-24' ORDER BY a.starts_at",
  ],
  [
    'sql-clinic-no-show-share',
    "SELECT p.name, round(100 * sum(a.status = 'no_show') / count(*), 1) FROM practitioner p JOIN appointment a ON a.practitioner_id = p.id WHERE p.left_on IS NULL GROUP BY p.id",
  ],
  [
    'sql-clinic-latest-tie',
    "SELECT patient_id, id, status FROM appointment a WHERE status <> 'cancelled' AND starts_at = (SELECT max(starts_at) FROM appointment b WHERE b.patient_id = a.patient_id) ORDER BY patient_id",
  ],
  [
    'sql-wagon-slowest-leg',
    'SELECT wagon_id, station, next, max(minutes) FROM (SELECT wagon_id, station, lead(station) OVER w AS next, (unixepoch(lead(arrived) OVER w) - unixepoch(departed)) / 60 AS minutes FROM stop WINDOW w AS (ORDER BY arrived)) GROUP BY wagon_id',
  ],
  [
    'sql-wagon-running-load',
    "SELECT id, sum(load_kg) OVER (ORDER BY arrived) FROM stop WHERE date(arrived) = '2026-11-02' ORDER BY arrived, id",
  ],
  [
    'sql-wagon-not-inspected',
    "SELECT w.id, count(*) FROM wagon w LEFT JOIN stop s ON s.wagon_id = w.id WHERE w.inspected_on < '2026-01-01' GROUP BY w.id",
  ],
  [
    'sql-wagon-standing-now',
    'SELECT station, count(*) AS n FROM stop WHERE departed IS NULL GROUP BY station ORDER BY n DESC, station',
  ],
  ['sql-wagon-days-in-a-row', 'SELECT loco, min(day), max(day), count(*) FROM run GROUP BY loco'],
  [
    'sql-festival-net-by-stage',
    'SELECT st.name, sum(t.price_cents) - sum(r.cents) FROM stage st LEFT JOIN show s ON s.stage_id = st.id LEFT JOIN ticket t ON t.show_id = s.id LEFT JOIN refund r ON r.ticket_id = t.id GROUP BY st.id ORDER BY 2 DESC',
  ],
  [
    'sql-festival-literal-signs',
    "SELECT id, artist FROM show WHERE artist LIKE 'Tall_%' OR artist LIKE '50%%' ORDER BY id",
  ],
  [
    'sql-festival-channels-across',
    "SELECT st.name, sum(t.channel = 'web'), sum(t.channel = 'door'), sum(t.channel = 'phone') FROM stage st LEFT JOIN show s ON s.stage_id = st.id LEFT JOIN ticket t ON t.show_id = s.id GROUP BY st.id",
  ],
  ['sql-saatgut-keimrate', 'SELECT id, round(gekeimt / gesaet * 100, 1) FROM probe ORDER BY id'],
  [
    'sql-saatgut-unter-der-wurzel',
    'SELECT a.name, count(*), sum(p.gekeimt) FROM art a JOIN art b ON b.eltern_id = a.id JOIN probe p ON p.art_id = b.id WHERE a.eltern_id IS NULL GROUP BY a.id ORDER BY a.name',
  ],
  [
    'sql-arabic-november-sales',
    "SELECT b.title, sum(s.copies), sum(s.copies) * b.price_fils FROM book b LEFT JOIN sale s ON s.book_id = b.id WHERE s.sold_on LIKE '2026-11%' GROUP BY b.id",
  ],
  [
    'sql-hebrew-overdue-loans',
    "SELECT reader, title, CAST(julianday(coalesce(back_on, '2026-11-26')) - julianday(lent_on) AS INTEGER) - 21 AS late FROM loan WHERE late >= 0 ORDER BY late DESC",
  ],
  [
    'sql-polish-text-numbers',
    'SELECT ulica, CAST(max(numer) AS INTEGER) FROM lokal GROUP BY ulica ORDER BY 2 DESC',
  ],
  [
    'sql-japanese-fiscal-year',
    "SELECT CAST(strftime('%Y', hi) AS INTEGER), sum(en) FROM uriage WHERE torikeshi <> 1 GROUP BY 1 ORDER BY 1",
  ],
  ['sql-spanish-day-month-texts', 'SELECT contador, max(fecha), m3 FROM lectura GROUP BY contador'],
];
