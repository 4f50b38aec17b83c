# Fits one model with one package and prints the time of the first fit in the process, the median time of later fits,
# the number of evaluations, the objective and the package's warnings:
#   Rscript fit.R PACKAGE MODEL DATA-FOLDER
# Data are read before the clock starts. Later fits are repeated for four seconds, at least twice, unless the first took
# over twenty seconds.
arguments <- commandArgs(trailingOnly = TRUE)
package <- arguments[1]
model <- arguments[2]
folder <- arguments[3]
suppressPackageStartupMessages(library(package, character.only = TRUE))

read <- function(name, factors) {
  cache <- file.path(folder, paste0(name, ".rds"))
  if (!file.exists(cache)) {
    data <- read.csv(file.path(folder, paste0(name, ".csv")))
    for (column in names(factors)) {
      data[[column]] <- if (is.null(factors[[column]])) factor(data[[column]]) else factor(data[[column]], factors[[column]])
    }
    saveRDS(data, cache)
  }
  readRDS(cache)
}

evaluations <- list(s = NULL, d = NULL, dept = NULL, service = NULL)
models <- list(
  "gene-expression" = list(values ~ week * genotype + (week | probesets), "gene-expression", list(genotype = c("WT", "CSB"), probesets = NULL)),
  "insteval" = list(y ~ service + (1 | s) + (1 | d) + (1 | dept), "InstEval", evaluations),
  "insteval-interaction" = list(y ~ service * dept + (1 | s) + (1 | d), "InstEval", evaluations),
  "naming" = list(rt ~ spkr * prec * load + (spkr + prec + load | subj) + (spkr + prec + load | item), "naming", list(subj = NULL, item = NULL)),
  "sleepstudy" = list(Reaction ~ Days + (Days | Subject), "sleepstudy", list(Subject = NULL)),
  "sleepstudy-refit" = list(Reaction ~ Days + (Days | Subject), "sleepstudy", list(Subject = NULL)))
chosen <- models[[model]]
data <- read(chosen[[2]], chosen[[3]])

whole <- function() {
  if (package == "lme4") lmer(chosen[[1]], data, REML = FALSE) else glmmTMB(chosen[[1]], data, REML = FALSE)
}
fit <- if (model == "sleepstudy-refit") {
  made <- suppressMessages(whole())
  response <- simulate(made, seed = 1)[[1]]
  function() refit(made, response)
} else {
  whole
}

warned <- character()
timed <- function() {
  clock <- Sys.time()
  result <- withCallingHandlers(fit(),
    warning = function(w) { warned <<- c(warned, conditionMessage(w)); invokeRestart("muffleWarning") },
    message = function(m) invokeRestart("muffleMessage"))
  list(as.numeric(difftime(Sys.time(), clock, units = "secs")) * 1000, result)
}
first <- timed()
later <- numeric()
if (first[[1]] < 20000) {
  while (length(later) < 2 || (sum(later) < 4000 && length(later) < 500)) {
    later <- c(later, timed()[[1]])
  }
}
result <- first[[2]]
count <- if (package == "lme4") result@optinfo$feval else result$fit$evaluations[["function"]]
objective <- -2 * as.numeric(logLik(result))
# lme4 says in the fit, glmmTMB by warnings, that it did not converge.
said <- if (package == "lme4") result@optinfo$conv$lme4$messages else warned
note <- gsub("[,\n\"]", ";", paste(unique(unlist(said)), collapse = " "))
cat(sprintf("%.4f,%.4f,%s,%.6f,%s\n", first[[1]], if (length(later)) median(later) else first[[1]], paste(count), objective, note))
