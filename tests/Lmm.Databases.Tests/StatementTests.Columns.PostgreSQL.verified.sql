-- counts of rows, means and ranges of numbers
WITH lmm_design_rows AS (
  SELECT CAST("dose" AS DOUBLE PRECISION) AS x1
  FROM "clinics"."visits"
  WHERE "dose" IS NOT NULL AND NOT ("dose" = 'NaN') AND "arm" IS NOT NULL AND "clinic" IS NOT NULL)
SELECT (SELECT COUNT(*) FROM "clinics"."visits") AS total, COUNT(*) AS complete,
  COUNT(x1) AS n_x1, SUM(x1) / COUNT(x1) AS mean_x1, MIN(x1) AS min_x1, MAX(x1) AS max_x1
FROM lmm_design_rows

-- sums of the design within cells
WITH lmm_complete_rows AS (
  SELECT (CASE WHEN "arm" IS NULL THEN NULL ELSE CONCAT("arm") END COLLATE "C") AS k1,
    "clinic" AS k2,
    CAST("dose" AS DOUBLE PRECISION) AS x1
  FROM "clinics"."visits"
  WHERE "dose" IS NOT NULL AND NOT ("dose" = 'NaN') AND "arm" IS NOT NULL AND "clinic" IS NOT NULL),
lmm_cell_means AS (
  SELECT k1, k2, SUM(x1) / COUNT(x1) AS mean_x1
  FROM lmm_complete_rows
  GROUP BY k1, k2),
lmm_centred_rows AS (
  SELECT r.k1 AS k1, r.k2 AS k2, r.x1 - c.mean_x1 AS x1, c.mean_x1 AS mean_x1
  FROM lmm_complete_rows r JOIN lmm_cell_means c ON r.k1 = c.k1 AND r.k2 = c.k2)
SELECT k1, k2, MIN(mean_x1),
  COUNT(*) AS n, SUM(x1), SUM(x1 * x1), MAX(x1) - MIN(x1)
FROM lmm_centred_rows
GROUP BY k1, k2

-- counts, means and ranges of responses; sent for each batch of columns
WITH lmm_response_rows AS (
  SELECT CASE WHEN "pain" IS NOT NULL AND NOT ("pain" = 'NaN') THEN CAST("pain" AS DOUBLE PRECISION) END AS y1,
    CASE WHEN "sleep" IS NOT NULL AND NOT ("sleep" = 'NaN') THEN CAST("sleep" AS DOUBLE PRECISION) END AS y2
  FROM "clinics"."visits"
  WHERE "dose" IS NOT NULL AND NOT ("dose" = 'NaN') AND "arm" IS NOT NULL AND "clinic" IS NOT NULL)
SELECT COUNT(*) AS n,
  COUNT(y1) AS n_y1, SUM(y1) / COUNT(y1) AS mean_y1, MIN(y1) AS min_y1, MAX(y1) AS max_y1,
  COUNT(y2) AS n_y2, SUM(y2) / COUNT(y2) AS mean_y2, MIN(y2) AS min_y2, MAX(y2) AS max_y2
FROM lmm_response_rows

-- sums of responses within cells; sent for each batch of columns
WITH lmm_complete_rows AS (
  SELECT (CASE WHEN "arm" IS NULL THEN NULL ELSE CONCAT("arm") END COLLATE "C") AS k1,
    "clinic" AS k2,
    CAST("dose" AS DOUBLE PRECISION) AS x1,
    CASE WHEN "pain" IS NOT NULL AND NOT ("pain" = 'NaN') THEN CAST("pain" AS DOUBLE PRECISION) END AS y1,
    CASE WHEN "sleep" IS NOT NULL AND NOT ("sleep" = 'NaN') THEN CAST("sleep" AS DOUBLE PRECISION) END AS y2
  FROM "clinics"."visits"
  WHERE "dose" IS NOT NULL AND NOT ("dose" = 'NaN') AND "arm" IS NOT NULL AND "clinic" IS NOT NULL),
lmm_cell_means AS (
  SELECT k1, k2, SUM(x1) / COUNT(x1) AS mean_x1, SUM(y1) / COUNT(y1) AS mean_y1, SUM(y2) / COUNT(y2) AS mean_y2
  FROM lmm_complete_rows
  GROUP BY k1, k2),
lmm_centred_rows AS (
  SELECT r.k1 AS k1, r.k2 AS k2, r.x1 - c.mean_x1 AS x1, c.mean_x1 AS mean_x1, r.y1 - c.mean_y1 AS y1, c.mean_y1 AS mean_y1, r.y2 - c.mean_y2 AS y2, c.mean_y2 AS mean_y2
  FROM lmm_complete_rows r JOIN lmm_cell_means c ON r.k1 = c.k1 AND r.k2 = c.k2)
SELECT k1, k2, MIN(mean_x1), COUNT(*) AS n,
  MIN(mean_y1), COUNT(y1), SUM(CASE WHEN y1 IS NOT NULL THEN x1 END), SUM(y1), SUM(CASE WHEN y1 IS NOT NULL THEN x1 * x1 END), SUM(x1 * y1), SUM(y1 * y1), MAX(CASE WHEN y1 IS NOT NULL THEN x1 END) - MIN(CASE WHEN y1 IS NOT NULL THEN x1 END),
  MIN(mean_y2), COUNT(y2), SUM(CASE WHEN y2 IS NOT NULL THEN x1 END), SUM(y2), SUM(CASE WHEN y2 IS NOT NULL THEN x1 * x1 END), SUM(x1 * y2), SUM(y2 * y2), MAX(CASE WHEN y2 IS NOT NULL THEN x1 END) - MIN(CASE WHEN y2 IS NOT NULL THEN x1 END)
FROM lmm_centred_rows
GROUP BY k1, k2
