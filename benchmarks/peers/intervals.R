# Times lme4's intervals, with one thread of BLAS as is best for small models:
#   Rscript intervals.R DATA-FOLDER DRAWS profile|bootstrap
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
draws <- as.integer(arguments[2])
suppressPackageStartupMessages(library(lme4))
read <- function(name, factors) {
  data <- read.csv(file.path(folder, paste0(name, ".csv")))
  for (column in factors) data[[column]] <- factor(data[[column]])
  data
}

if (arguments[3] == "profile") {
  machines <- lmer(score ~ Machine + (0 + Machine | Worker), read("Machines", c("Worker", "Machine")), REML = FALSE)
  seconds <- system.time(suppressWarnings(suppressMessages(limits <- confint(machines, quiet = TRUE))))[["elapsed"]]
  cat(sprintf("lme4, profile intervals of Machines, %d parameters: %.1f s\n", nrow(limits), seconds))
} else {
  sleepstudy <- lmer(Reaction ~ Days + (Days | Subject), read("sleepstudy", "Subject"), REML = FALSE)
  parameters <- function(fit) c(getME(fit, "theta"), sigma(fit), fixef(fit))
  seconds <- system.time(suppressWarnings(suppressMessages(bootMer(sleepstudy, parameters, nsim = draws, seed = 1))))[["elapsed"]]
  cat(sprintf("lme4, bootMer of sleepstudy, %d refits: %.2f s, %.1f s for 10,000\n", draws, seconds, seconds / draws * 10000))
}
