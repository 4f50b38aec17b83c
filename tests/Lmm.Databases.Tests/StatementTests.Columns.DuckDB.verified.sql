-- counts of rows, means and ranges of numbers
WITH lmm_design_rows AS (
  SELECT CAST("dose" AS DOUBLE) AS x1
  FROM "clinics"."visits"
  WHERE "dose" IS NOT NULL AND NOT (isnan("dose")) AND "arm" IS NOT NULL AND "clinic" IS NOT NULL)
SELECT (SELECT COUNT(*) FROM "clinics"."visits") AS total, COUNT(*) AS complete,
  COUNT(x1) AS n_x1, SUM(x1) / COUNT(x1) AS mean_x1, MIN(x1) AS min_x1, MAX(x1) AS max_x1
FROM lmm_design_rows

-- sums of the design within cells
WITH lmm_complete_rows AS (
  SELECT "arm" AS k1,
    "clinic" AS k2,
    CAST("dose" AS DOUBLE) AS x1
  FROM "clinics"."visits"
  WHERE "dose" IS NOT NULL AND NOT (isnan("dose")) AND "arm" IS NOT NULL AND "clinic" IS NOT NULL),
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
WITH lmm_sample_rows AS (
  SELECT CAST("pain" AS DOUBLE) AS r1,
    CAST("sleep" AS DOUBLE) AS r2
  FROM "clinics"."visits"
  WHERE "dose" IS NOT NULL AND NOT (isnan("dose")) AND "arm" IS NOT NULL AND "clinic" IS NOT NULL),
lmm_response_rows AS (
  SELECT g, CASE WHEN y0 IS NOT NULL AND NOT (isnan(y0)) THEN y0 END AS y1
  FROM lmm_sample_rows UNPIVOT INCLUDE NULLS (y0 FOR g IN (r1, r2)))
SELECT g, COUNT(*) AS n,
  COUNT(y1) AS n_y1, SUM(y1) / COUNT(y1) AS mean_y1, MIN(y1) AS min_y1, MAX(y1) AS max_y1
FROM lmm_response_rows
GROUP BY g

-- sums of responses within cells; sent for each batch of columns
WITH lmm_sample_rows AS (
  SELECT "arm" AS k1,
    "clinic" AS k2,
    CAST("dose" AS DOUBLE) AS x1,
    CAST("pain" AS DOUBLE) AS r1,
    CAST("sleep" AS DOUBLE) AS r2
  FROM "clinics"."visits"
  WHERE "dose" IS NOT NULL AND NOT (isnan("dose")) AND "arm" IS NOT NULL AND "clinic" IS NOT NULL),
lmm_complete_rows AS (
  SELECT g, k1, k2, x1, y0 AS y1
  FROM lmm_sample_rows UNPIVOT (y0 FOR g IN (r1, r2))
  WHERE y0 IS NOT NULL AND NOT (isnan(y0))),
lmm_cell_means AS (
  SELECT g, k1, k2, SUM(x1) / COUNT(x1) AS mean_x1, SUM(y1) / COUNT(y1) AS mean_y1
  FROM lmm_complete_rows
  GROUP BY g, k1, k2),
lmm_centred_rows AS (
  SELECT r.g AS g, r.k1 AS k1, r.k2 AS k2, r.x1 - c.mean_x1 AS x1, c.mean_x1 AS mean_x1, r.y1 - c.mean_y1 AS y1, c.mean_y1 AS mean_y1
  FROM lmm_complete_rows r JOIN lmm_cell_means c ON r.g = c.g AND r.k1 = c.k1 AND r.k2 = c.k2)
SELECT g, k1, k2, MIN(mean_x1), COUNT(*) AS n,
  MIN(mean_y1), COUNT(y1), SUM(CASE WHEN y1 IS NOT NULL THEN x1 END), SUM(y1), SUM(CASE WHEN y1 IS NOT NULL THEN x1 * x1 END), SUM(x1 * y1), SUM(y1 * y1), MAX(CASE WHEN y1 IS NOT NULL THEN x1 END) - MIN(CASE WHEN y1 IS NOT NULL THEN x1 END)
FROM lmm_centred_rows
GROUP BY g, k1, k2
ORDER BY g
