# Fits the random mixed models of benchmarks/Robustness with lme4 and records the lowest criterion that it finds. Run from the repository's root:
#   dotnet run -c Release --project benchmarks/Robustness -- models write DIR
#   LC_ALL=C Rscript tests/reference/robustness-models.R DIR OUT [PART PARTS [KNOWN]]
# PART of PARTS (0 1 unless given) takes every PARTS-th model, so that processes can share the work. A line per model is appended to OUT, and models that
# have a line there are left out, so that a run can be stopped and taken up again. KNOWN is an earlier OUT, to begin at its values.
#
# Each criterion is minimised by three optimizers with tight tolerances from lme4's start (Lambda = I) and, where a column of Z is not of about unit
# size, from Lambda = I for columns of unit size too. Within lme4's bounds they often end where a diagonal element of theta is zero and would have to become
# negative, which is a change of sign of its column; so there follow searches without bounds, from the best point, from it with elements of zero made small
# ones, and from random points. theta is in lme4's order, of which `terms` tells the meaning: grouping factor, number of levels and effects of each term.

suppressPackageStartupMessages(library(lme4))
arguments <- commandArgs(trailingOnly = TRUE)
source_directory <- arguments[1]; out <- arguments[2]
part <- if (length(arguments) > 2) as.integer(arguments[3]) else 0L
parts <- if (length(arguments) > 3) as.integer(arguments[4]) else 1L
known <- if (length(arguments) > 4) read.delim(arguments[5], colClasses = "character", quote = "") else NULL
header <- c("seed", "family", "formula", "estimation", "weights", "checksum", "value", "optimizer", "theta", "terms")

numbers <- c("y", "x", "z", "x2", "s", "w")
read_table <- function(file) {
  names <- strsplit(readLines(file, n = 1), ",")[[1]]
  d <- read.csv(file, colClasses = ifelse(names %in% numbers, "numeric", "character"))
  for (f in setdiff(names, numbers)) d[[f]] <- factor(d[[f]], levels = sort(unique(d[[f]]), method = "radix"))
  d
}

# The root mean square of the column of Z that each element of theta multiplies.
sizes <- function(terms) {
  unlist(lapply(seq_along(terms$Ztlist), function(t) {
    k <- length(terms$cnms[[t]]); Zt <- terms$Ztlist[[t]]
    size <- vapply(seq_len(k), function(e) { x <- Zt[seq(e, nrow(Zt), by = k), , drop = FALSE]@x; sqrt(mean(x[x != 0]^2)) }, 0)
    size[!is.finite(size) | size == 0] <- 1
    unlist(lapply(seq_len(k), function(column) size[column:k]))
  }))
}

optimizers <- list(
  bobyqa = function(f, start, lower) { o <- minqa::bobyqa(start, f, lower, control = list(rhoend = 1e-8, maxfun = 400 * (length(start) + 1))); list(o$par, o$fval) },
  nlminb = function(f, start, lower) { o <- nlminb(start, f, lower = lower, control = list(rel.tol = 1e-13, x.tol = 1e-10, eval.max = 1000, iter.max = 500)); list(o$par, o$objective) },
  Nelder_Mead = function(f, start, lower) {
    o <- Nelder_Mead(f, start, lower = lower, control = list(FtolAbs = 1e-9, XtolRel = 1e-9, maxfun = 500 * (length(start) + 1))); list(o$par, o$fval) },
  nloptwrap = function(f, start, lower) {
    o <- nloptwrap(start, f, lower, rep(Inf, length(lower)), control = list(xtol_abs = 1e-9, ftol_abs = 1e-10, maxeval = 400 * (length(start) + 1))); list(o$par, o$fval) })

# lme4's cross-products lose a covariate that lies far from zero (milliseconds since 1970). Its model is fitted in units that lme4 can compute in and mapped
# back: centred and scaled where an intercept varies freely with the slope or is fixed, scaled only where the intercept is uncorrelated. Where lme4 cannot
# factor the cross-products at its own start (one huge value), the second attempt is in units of the root mean square.
in_good_units <- function(d, formula, is_second) {
  is_far <- !is.null(d$x) && abs(mean(d$x)) > 100 * sd(d$x)
  if (is.null(d$x) || !(is_far || is_second)) return(list(d = d, formula = formula, is_moved = FALSE))
  size <- sqrt(mean(d$x^2)); middle <- if (is_far) mean(d$x) else 0; spread <- if (is_far) sd(d$x) else size; magnitude <- size
  d$xc <- (d$x - middle) / spread; d$xs <- d$x / magnitude
  list(d = d, formula = gsub("(xc ||", "(xs ||", gsub("(xc + z ||", "(xs + z ||", gsub("\\bx\\b", "xc", formula), fixed = TRUE), fixed = TRUE), is_moved = TRUE,
    middle = middle, spread = spread, magnitude = magnitude, log_determinant = if (grepl("~ x ", formula)) 2 * log(spread) else 0)
}

# theta of the data's x: b = S b' for effects b' of the moved x, so that Lambda = S Lambda' made triangular.
mapped_back <- function(theta, terms, units) {
  if (!units$is_moved) return(theta)
  at <- 0
  unlist(lapply(terms$cnms, function(effects) {
    k <- length(effects); own <- theta[at + seq_len(k * (k + 1) / 2)]; at <<- at + length(own)
    S <- diag(k); slope <- match("xc", effects); alone <- match("xs", effects)
    if (!is.na(slope)) { S[slope, slope] <- 1 / units$spread; S[match("(Intercept)", effects), slope] <- -units$middle / units$spread }
    if (!is.na(alone)) S[alone, alone] <- 1 / units$magnitude
    Lambda <- matrix(0, k, k); Lambda[lower.tri(Lambda, diag = TRUE)] <- own
    R <- qr.R(qr(t(S %*% Lambda), LAPACK = FALSE, tol = 0)); R <- R * ifelse(diag(R) < 0, -1, 1)
    t(R)[lower.tri(R, diag = TRUE)]
  }))
}

# The signs of the columns of Lambda by which its diagonal is not negative.
with_signs <- function(theta, cnms) {
  at <- 0
  for (k in lengths(cnms)) for (column in seq_len(k)) { own <- at + seq_len(k - column + 1); if (theta[own[1]] < 0) theta[own] <- -theta[own]; at <- at + length(own) }
  theta
}

best_of <- function(row, is_second) {
  units <- in_good_units(read_table(file.path(source_directory, sprintf("%05d.csv", as.integer(row$seed)))), row$formula, is_second)
  d <- units$d
  control <- lmerControl(check.rankX = "silent.drop.cols", check.scaleX = "ignore", check.nobs.vs.nRE = "ignore", check.nobs.vs.nlev = "ignore",
    check.nobs.vs.rankZ = "ignore", check.nlev.gtreq.5 = "ignore", check.nlev.gtr.1 = "ignore", calc.derivs = FALSE)
  call <- list(formula = as.formula(units$formula), data = d, REML = row$estimation == "REML", control = control)
  if (row$weights != "-") call$weights <- d[[row$weights]]
  model <- do.call(lFormula, call)
  criterion <- do.call(mkLmerDevfun, model)
  lower <- model$reTrms$lower
  # Where a factorisation fails lme4 stops; an optimizer must be able to turn back.
  f <- function(theta) { value <- tryCatch(criterion(theta), error = function(e) 1e12); if (is.finite(value)) value else 1e12 }
  best <- list(value = Inf)
  try_from <- function(name, start, size) {
    o <- tryCatch(optimizers[[name]](function(scaled) f(scaled / size), start * size, lower), error = function(e) NULL)
    if (!is.null(o) && is.finite(o[[2]]) && o[[2]] < best$value) best <<- list(value = o[[2]], theta = o[[1]] / size, optimizer = name, size = size)
  }
  start <- model$reTrms$theta
  unit <- rep(1, length(start)); size <- sizes(model$reTrms)
  before <- if (units$is_moved) NULL else known[known$seed == row$seed & known$optimizer != "error", ]
  if (!is.null(before) && nrow(before) == 1) {
    theta <- as.numeric(strsplit(before$theta, " ")[[1]])
    best <- list(value = f(theta), theta = theta, optimizer = before$optimizer, size = size)
  } else for (name in c("bobyqa", "nlminb", "Nelder_Mead")) {
    try_from(name, start, unit)
    if (any(size > 5 | size < 0.2)) { try_from(name, start, size); try_from(name, start / size, size) }
  }
  if (!is.finite(best$value) || best$value >= 1e12) stop("no optimizer found a value")
  is_diagonal <- lower == 0
  lower[] <- -Inf
  set.seed(as.integer(row$seed))
  bounded <- best$theta; is_small <- abs(bounded * size) < 1e-3
  starts <- c(list(bounded, start, start / size), if (length(start) > 1) list(
    ifelse(is_small, 0.1 / size, bounded), ifelse(is_small, -0.1 / size, bounded),
    (ifelse(is_diagonal, 1, 0) + rnorm(length(start))) / size, (ifelse(is_diagonal, 1, 0) + rnorm(length(start))) / size / 5, (ifelse(is_diagonal, 0.5, 0) + rnorm(length(start)))))
  for (point in starts) try_from("nlminb", point, size)
  try_from("nloptwrap", best$theta, size)
  try_from("nlminb", best$theta, pmax(size, 1 / abs(best$theta)))
  best$theta <- with_signs(best$theta, model$reTrms$cnms)
  counts <- vapply(model$reTrms$flist, nlevels, 0L)[attr(model$reTrms$flist, "assign")]
  terms <- paste0(names(model$reTrms$cnms), "[", counts, "]{", vapply(model$reTrms$cnms, paste, "", collapse = ","), "}", collapse = ";")
  value <- best$value + if (row$estimation == "REML" && units$is_moved) units$log_determinant else 0
  theta <- mapped_back(best$theta, model$reTrms, units)
  c(sprintf("%.10g", value), best$optimizer, paste(sprintf("%.12g", theta), collapse = " "), gsub("\\b(xc|xs)\\b", "x", terms))
}

models <- read.delim(file.path(source_directory, "models.tsv"), colClasses = "character", quote = "")
done <- if (file.exists(out)) sub("\t.*", "", readLines(out)) else { cat(paste(header, collapse = "\t"), "\n", sep = "", file = out); character() }
attempt <- function(row, is_second, otherwise) suppressWarnings(suppressMessages(tryCatch(best_of(row, is_second), error = otherwise)))
for (i in which(as.integer(models$seed) %% parts == part & !models$seed %in% done)) {
  found <- attempt(models[i, ], FALSE, function(e) attempt(models[i, ], TRUE, function(e) c("NA", "error", gsub("[\t\n]+", " ", conditionMessage(e)), "-")))
  cat(paste(c(unlist(models[i, ]), found), collapse = "\t"), "\n", sep = "", file = out, append = TRUE)
}
