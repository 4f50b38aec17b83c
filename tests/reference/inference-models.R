# The models whose inference is recorded: by lme4's companions in inference.R, by dense matrices in inference-dense.R.
# A model: its table (a file in tests/Lmm.Runtime.Tests), formula, criterion, the columns that are text, contrasts other than treatment ones,
# the column of weights, and the grouping factor by which errors are clustered (NULL: random terms are not nested in one).

model <- function(name, table, formula, text, reml = TRUE, contrasts = NULL, weights = NULL, cluster = NULL)
  list(name = name, table = table, formula = formula, text = text, reml = reml, contrasts = contrasts, weights = weights, cluster = cluster)
data_file <- function(name) paste0("Data/", name, ".csv")
random_file <- function(number) sprintf("RandomModels/%02d.csv", number)
sleep <- function(name, formula, reml = TRUE, cluster = "Subject") model(name, data_file("sleepstudy"), formula, "Subject", reml, cluster = cluster)
machines <- function(name, formula, reml = TRUE) model(name, data_file("Machines"), formula, c("Worker", "Machine"), reml, cluster = "Worker")
unbalanced <- function(name, formula, ...) model(name, data_file("unbalanced"), formula, c("g", "a", "b"), ..., cluster = "g")
coded <- function(a, b) list(a = paste0("contr.", a), b = paste0("contr.", b))

inference_models <- list(
  model("dyestuff", data_file("Dyestuff"), "Yield ~ 1 + (1 | Batch)", "Batch", cluster = "Batch"),
  model("dyestuff2", data_file("Dyestuff2"), "Yield ~ 1 + (1 | Batch)", "Batch", cluster = "Batch"),
  model("penicillin", data_file("Penicillin"), "diameter ~ 1 + (1 | plate) + (1 | sample)", c("plate", "sample")),
  model("pastes", data_file("Pastes"), "strength ~ 1 + (1 | batch/cask)", c("batch", "cask"), cluster = "batch"),
  sleep("sleepstudy", "Reaction ~ Days + (Days | Subject)"),
  sleep("sleepstudy-ml", "Reaction ~ Days + (Days | Subject)", FALSE),
  sleep("sleepstudy-uncorrelated", "Reaction ~ Days + (Days || Subject)"),
  sleep("sleepstudy-intercepts", "Reaction ~ Days + (1 | Subject)"),
  sleep("sleepstudy-quadratic", "Reaction ~ Days + I(Days^2) + (Days + I(Days^2) | Subject)"),
  sleep("sleepstudy-quadratic-uncorrelated", "Reaction ~ Days + I(Days^2) + (Days + I(Days^2) || Subject)"),
  sleep("sleepstudy-quadratic-some", "Reaction ~ Days + I(Days^2) + (1 | Subject) + (0 + Days + I(Days^2) | Subject)"),
  machines("machines-slopes", "score ~ Machine + (Machine | Worker)"),
  machines("machines-cells", "score ~ Machine + (0 + Machine | Worker)"),
  machines("machines-nested", "score ~ Machine + (1 | Worker/Machine)"),
  machines("machines-nested-ml", "score ~ Machine + (1 | Worker/Machine)", FALSE),
  model("cake", data_file("cake"), "angle ~ recipe * temperature + (1 | recipe:replicate)", c("replicate", "recipe", "temperature")),
  model("orthodont", data_file("Orthodont"), "distance ~ age * Sex + (age | Subject)", c("Subject", "Sex"), cluster = "Subject"),
  model("chickweight", data_file("ChickWeight"), "weight ~ Time * Diet + (Time | Chick)", c("Chick", "Diet"), cluster = "Chick"),
  model("oats", data_file("Oats"), "yield ~ Variety * nitro + (1 | Block/Variety)", c("Block", "Variety", "nitro"), cluster = "Block"),
  unbalanced("unbalanced-treatment", "y ~ a * x + a * b + (1 | g)"),
  unbalanced("unbalanced-sum", "y ~ a * x + a * b + (1 | g)", contrasts = coded("sum", "sum")),
  unbalanced("unbalanced-helmert", "y ~ a * x + a * b + (1 | g)", contrasts = coded("helmert", "sum")),
  unbalanced("unbalanced-poly", "y ~ a * x + a * b + (1 | g)", contrasts = coded("poly", "treatment")),
  unbalanced("unbalanced-no-covariate-main", "y ~ a:x + b + (1 | g)"),
  unbalanced("unbalanced-weights", "y ~ a * x + b + (1 | g)", weights = "w"),
  unbalanced("unbalanced-offset", "y ~ a * x + b + offset(o) + (x | g)"),
  model("empty-cell", data_file("empty-cell"), "y ~ a * b + x + (1 | school/room)", c("school", "room", "a", "b"), cluster = "school"),
  model("empty-cell-sum", data_file("empty-cell"), "y ~ a * b + x + (1 | school/room)", c("school", "room", "a", "b"), contrasts = coded("sum", "sum"), cluster = "school"),
  model("crossed-weights", data_file("crossed-weights"), "y ~ a + x + (1 | g) + (1 | h)", c("g", "h", "a"), weights = "w"),
  model("response-surface", data_file("response-surface"), "y ~ p + q + r + p:q + p:r + q:r + I(p^2) + I(q^2) + I(r^2) + (1 | day)", "day", cluster = "day"),
  model("strip-plot", data_file("strip-plot"), "y ~ a * b * c + (1 | plot) + (1 | strip)", c("plot", "strip", "a", "b", "c")),
  model("random-aliased", random_file(23), "y ~ x + x2 + h * f + (1 | g)", c("g", "f", "h"), cluster = "g"),
  model("random-empty-cells", random_file(24), "y ~ f * h + (1 | g)", c("g", "f", "h"), cluster = "g"),
  model("random-scalar", random_file(1), "y ~ x + f + (1 | g)", c("g", "f"), cluster = "g"),
  model("random-tiny-groups", random_file(2), "y ~ x + (1 | g)", c("g", "f"), cluster = "g"),
  model("random-singular-slope", random_file(3), "y ~ x * f + (1 + x | g)", c("g", "f"), cluster = "g"),
  model("random-two-groups", random_file(4), "y ~ x + (1 | g)", c("g", "f")),
  model("random-slope", random_file(5), "y ~ x + (x | g)", c("g", "f"), cluster = "g"),
  model("random-three-effects", random_file(7), "y ~ x + z + (1 + x + z | g)", c("g", "f"), cluster = "g"),
  model("random-nested", random_file(12), "y ~ x + (1 | g/h)", c("g", "f", "h"), cluster = "g"),
  model("random-crossed", random_file(14), "y ~ f * z + (1 | g) + (1 | h)", c("g", "f", "h")),
  model("random-three-crossed", random_file(16), "y ~ x + (1 | k) + (1 | g) + (1 | h)", c("g", "f", "h", "k")),
  model("random-partly-crossed", random_file(17), "y ~ x + (x || g) + (1 | h)", c("g", "f", "h")),
  model("random-wild-weights", random_file(20), "y ~ x + (x | g)", c("g", "f"), weights = "w", cluster = "g"),
  model("random-weights-crossed", random_file(21), "y ~ x + f + (1 | g) + (1 | h)", c("g", "f", "h"), weights = "w"),
  model("random-no-variance", random_file(29), "y ~ x + (1 | g)", c("g", "f"), cluster = "g"),
  model("random-perfect-correlation", random_file(30), "y ~ x + (x | g)", c("g", "f"), cluster = "g"),
  model("random-overparameterized", random_file(31), "y ~ x + (x + z | g)", c("g", "f"), cluster = "g"),
  model("random-singular-crossed", random_file(32), "y ~ x + z + (x | g) + (z | h)", c("g", "f", "h")),
  model("random-zero-of-two", random_file(36), "y ~ 0 + x + z + (0 + x | g) + (1 | g)", c("g", "f"), cluster = "g"),
  model("random-slope-ml", random_file(41), "y ~ x + (x | g)", c("g", "f"), reml = FALSE, cluster = "g"))

table_of <- function(m) {
  path <- file.path("tests/Lmm.Runtime.Tests", m$table)
  names <- names(read.csv(path, nrows = 1, check.names = FALSE))
  d <- read.csv(path, colClasses = ifelse(names %in% m$text, "character", NA), na.strings = "", check.names = FALSE)
  for (v in m$text) d[[v]] <- factor(d[[v]], levels = sort(unique(d[[v]]), method = "radix"))
  d
}

fitted_model <- function(m, fitter = lme4::lmer, reml = m$reml) {
  d <- table_of(m)
  control <- lme4::lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9, maxfun = 1e5), calc.derivs = FALSE, check.conv.singular = "ignore", check.nlev.gtreq.5 = "ignore", check.nobs.vs.nRE = "ignore", check.scaleX = "ignore")
  arguments <- list(formula = as.formula(m$formula, globalenv()), data = d, REML = reml, control = control)
  if (!is.null(m$contrasts)) arguments$contrasts <- m$contrasts
  if (!is.null(m$weights)) arguments$weights <- d[[m$weights]]
  suppressMessages(do.call(fitter, arguments))
}

# Hypotheses that every model has: all coefficients but the intercept are zero; all are what they are to one digit; a weighted sum is zero.
hypotheses_of <- function(beta) {
  p <- length(beta)
  slopes <- which(names(beta) != "(Intercept)")
  sum_row <- matrix(ifelse(seq_len(p) %in% slopes, 1, 0) / seq_len(p), 1)
  if (!length(slopes)) return(list(list(name = "value", rows = diag(1), value = signif(beta, 1))))
  result <- list(list(name = "sum", rows = sum_row, value = 0))
  if (length(slopes) > 1) result <- c(result, list(list(name = "slopes", rows = diag(p)[slopes, , drop = FALSE], value = rep(0, length(slopes)))))
  if (p > 1) result <- c(result, list(list(name = "values", rows = diag(p), value = unname(signif(beta, 1)))))
  result
}

described <- function(m) list(name = m$name, table = m$table, formula = m$formula, reml = m$reml, text = I(m$text),
  contrasts = if (is.null(m$contrasts)) NULL else lapply(m$contrasts, function(k) sub("contr.", "", k, fixed = TRUE)), weights = m$weights, cluster = m$cluster)
rows_of <- function(L) lapply(seq_len(nrow(L)), function(i) I(unname(L[i, ])))
