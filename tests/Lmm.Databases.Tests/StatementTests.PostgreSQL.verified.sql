-- combinations among the first rows, by which the strategy is chosen
WITH lmm_first_rows AS (
  SELECT * FROM "clinics"."visits" LIMIT 10000),
lmm_sample_rows AS (
  SELECT CAST("dose" AS DOUBLE PRECISION) AS k1, (CASE WHEN "arm" IS NULL THEN NULL ELSE CONCAT("arm") END COLLATE "C") AS k2, "clinic" AS k3
  FROM lmm_first_rows
  WHERE "score" IS NOT NULL AND NOT ("score" = 'NaN') AND "dose" IS NOT NULL AND NOT ("dose" = 'NaN') AND "arm" IS NOT NULL AND "clinic" IS NOT NULL)
SELECT (SELECT COUNT(*) FROM lmm_sample_rows) AS n,
  (SELECT COUNT(*) FROM (SELECT DISTINCT k2, k3 FROM lmm_sample_rows) AS by_factors) AS cells,
  (SELECT COUNT(*) FROM (SELECT DISTINCT k1, k2, k3 FROM lmm_sample_rows) AS by_all) AS compressed

-- sums: counts of rows, means and ranges of numbers
WITH lmm_complete_rows AS (
  SELECT CAST("dose" AS DOUBLE PRECISION) AS x1,
    CAST("score" AS DOUBLE PRECISION) AS x2,
    CAST("dose" AS DOUBLE PRECISION) AS v1
  FROM "clinics"."visits"
  WHERE "score" IS NOT NULL AND NOT ("score" = 'NaN') AND "dose" IS NOT NULL AND NOT ("dose" = 'NaN') AND "arm" IS NOT NULL AND "clinic" IS NOT NULL)
SELECT (SELECT COUNT(*) FROM "clinics"."visits") AS total, COUNT(*) AS complete,
  COUNT(x1) AS n_x1, SUM(x1) / COUNT(x1) AS mean_x1, MIN(x1) AS min_x1, MAX(x1) AS max_x1,
  COUNT(x2) AS n_x2, SUM(x2) / COUNT(x2) AS mean_x2, MIN(x2) AS min_x2, MAX(x2) AS max_x2,
  COUNT(v1) AS n_v1, SUM(v1) / COUNT(v1) AS mean_v1, MIN(v1) AS min_v1, MAX(v1) AS max_v1
FROM lmm_complete_rows

-- sums: sums within cells
WITH lmm_complete_rows AS (
  SELECT (CASE WHEN "arm" IS NULL THEN NULL ELSE CONCAT("arm") END COLLATE "C") AS k1,
    "clinic" AS k2,
    CAST("dose" AS DOUBLE PRECISION) AS x1,
    CAST("score" AS DOUBLE PRECISION) AS x2
  FROM "clinics"."visits"
  WHERE "score" IS NOT NULL AND NOT ("score" = 'NaN') AND "dose" IS NOT NULL AND NOT ("dose" = 'NaN') AND "arm" IS NOT NULL AND "clinic" IS NOT NULL),
lmm_centred_rows AS (
  SELECT k1, k2, (x1 - CAST(@centre1 AS DOUBLE PRECISION)) * CAST(@scale1 AS DOUBLE PRECISION) AS z1, (x2 - CAST(@centre2 AS DOUBLE PRECISION)) * CAST(@scale2 AS DOUBLE PRECISION) AS z2
  FROM lmm_complete_rows)
SELECT k1, k2,
  COUNT(*) AS n,
  SUM(z1) AS s1,
  SUM(z2) AS s2,
  SUM(z1 * z1) AS s1_1,
  SUM(z1 * z2) AS s1_2,
  SUM(z2 * z2) AS s2_2,
  MAX(z1) - MIN(z1) AS range1
FROM lmm_centred_rows
GROUP BY k1, k2

-- sums: sums within cells about the cells' means; sent where groups are so far apart that six digits are not left
WITH lmm_complete_rows AS (
  SELECT (CASE WHEN "arm" IS NULL THEN NULL ELSE CONCAT("arm") END COLLATE "C") AS k1,
    "clinic" AS k2,
    CAST("dose" AS DOUBLE PRECISION) AS x1,
    CAST("score" AS DOUBLE PRECISION) AS x2
  FROM "clinics"."visits"
  WHERE "score" IS NOT NULL AND NOT ("score" = 'NaN') AND "dose" IS NOT NULL AND NOT ("dose" = 'NaN') AND "arm" IS NOT NULL AND "clinic" IS NOT NULL),
lmm_cell_means AS (
  SELECT k1, k2, SUM(x1) / COUNT(x1) AS m1, SUM(x2) / COUNT(x2) AS m2
  FROM lmm_complete_rows
  GROUP BY k1, k2),
lmm_centred_rows AS (
  SELECT r.k1 AS k1, r.k2 AS k2, (r.x1 - c.m1) * CAST(@scale1 AS DOUBLE PRECISION) AS z1, (c.m1 - CAST(@centre1 AS DOUBLE PRECISION)) * CAST(@scale1 AS DOUBLE PRECISION) AS m1, (r.x2 - c.m2) * CAST(@scale2 AS DOUBLE PRECISION) AS z2, (c.m2 - CAST(@centre2 AS DOUBLE PRECISION)) * CAST(@scale2 AS DOUBLE PRECISION) AS m2
  FROM lmm_complete_rows r JOIN lmm_cell_means c ON r.k1 = c.k1 AND r.k2 = c.k2)
SELECT k1, k2,
  MIN(m1) AS m1, MIN(m2) AS m2, COUNT(*) AS n,
  SUM(z1) AS s1,
  SUM(z2) AS s2,
  SUM(z1 * z1) AS s1_1,
  SUM(z1 * z2) AS s1_2,
  SUM(z2 * z2) AS s2_2,
  MAX(z1) - MIN(z1) AS range1
FROM lmm_centred_rows
GROUP BY k1, k2

-- compression: counts of rows, means and ranges of numbers
WITH lmm_complete_rows AS (
  SELECT CAST("score" AS DOUBLE PRECISION) AS x1
  FROM "clinics"."visits"
  WHERE "score" IS NOT NULL AND NOT ("score" = 'NaN') AND "dose" IS NOT NULL AND NOT ("dose" = 'NaN') AND "arm" IS NOT NULL AND "clinic" IS NOT NULL)
SELECT (SELECT COUNT(*) FROM "clinics"."visits") AS total, COUNT(*) AS complete,
  COUNT(x1) AS n_x1, SUM(x1) / COUNT(x1) AS mean_x1, MIN(x1) AS min_x1, MAX(x1) AS max_x1
FROM lmm_complete_rows

-- compression: sums within cells
WITH lmm_complete_rows AS (
  SELECT CAST("dose" AS DOUBLE PRECISION) AS k1,
    (CASE WHEN "arm" IS NULL THEN NULL ELSE CONCAT("arm") END COLLATE "C") AS k2,
    "clinic" AS k3,
    CAST("score" AS DOUBLE PRECISION) AS x1
  FROM "clinics"."visits"
  WHERE "score" IS NOT NULL AND NOT ("score" = 'NaN') AND "dose" IS NOT NULL AND NOT ("dose" = 'NaN') AND "arm" IS NOT NULL AND "clinic" IS NOT NULL),
lmm_centred_rows AS (
  SELECT k1, k2, k3, (x1 - CAST(@centre1 AS DOUBLE PRECISION)) * CAST(@scale1 AS DOUBLE PRECISION) AS z1
  FROM lmm_complete_rows)
SELECT k1, k2, k3,
  COUNT(*) AS n,
  SUM(z1) AS s1,
  SUM(z1 * z1) AS s1_1
FROM lmm_centred_rows
GROUP BY k1, k2, k3

-- compression: sums within cells about the cells' means; sent where groups are so far apart that six digits are not left
WITH lmm_complete_rows AS (
  SELECT CAST("dose" AS DOUBLE PRECISION) AS k1,
    (CASE WHEN "arm" IS NULL THEN NULL ELSE CONCAT("arm") END COLLATE "C") AS k2,
    "clinic" AS k3,
    CAST("score" AS DOUBLE PRECISION) AS x1
  FROM "clinics"."visits"
  WHERE "score" IS NOT NULL AND NOT ("score" = 'NaN') AND "dose" IS NOT NULL AND NOT ("dose" = 'NaN') AND "arm" IS NOT NULL AND "clinic" IS NOT NULL),
lmm_cell_means AS (
  SELECT k1, k2, k3, SUM(x1) / COUNT(x1) AS m1
  FROM lmm_complete_rows
  GROUP BY k1, k2, k3),
lmm_centred_rows AS (
  SELECT r.k1 AS k1, r.k2 AS k2, r.k3 AS k3, (r.x1 - c.m1) * CAST(@scale1 AS DOUBLE PRECISION) AS z1, (c.m1 - CAST(@centre1 AS DOUBLE PRECISION)) * CAST(@scale1 AS DOUBLE PRECISION) AS m1
  FROM lmm_complete_rows r JOIN lmm_cell_means c ON r.k1 = c.k1 AND r.k2 = c.k2 AND r.k3 = c.k3)
SELECT k1, k2, k3,
  MIN(m1) AS m1, COUNT(*) AS n,
  SUM(z1) AS s1,
  SUM(z1 * z1) AS s1_1
FROM lmm_centred_rows
GROUP BY k1, k2, k3
