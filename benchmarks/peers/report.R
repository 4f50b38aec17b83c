# Prints the table of the comparison from the measurements that run.sh collected:
#   Rscript report.R MEASUREMENTS MACHINE
# Each row of the measurements is one process: round, model, program, threads, first, later, evaluations, objective, note.
arguments <- commandArgs(trailingOnly = TRUE)
runs <- read.csv(arguments[1], header = FALSE, stringsAsFactors = FALSE,
  col.names = c("round", "model", "program", "threads", "first", "later", "evaluations", "objective", "note"))
runs$first <- suppressWarnings(as.numeric(runs$first))
runs$later <- suppressWarnings(as.numeric(runs$later))
machine <- readLines(arguments[2])

best <- function(model, program) {
  # A peer's median over the rounds with one thread and with all, the better of the two.
  own <- runs[runs$model == model & runs$program == program, ]
  fitted <- own[!is.na(own$later), ]
  if (!nrow(fitted)) {
    return(if (nrow(own)) list(first = NA, later = NA, threads = own$threads[1], evaluations = "", objective = NA, note = own$note[1]) else NULL)
  }
  medians <- aggregate(cbind(first, later) ~ threads, fitted, median)
  row <- medians[which.min(medians$later), ]
  sample <- fitted[fitted$threads == row$threads, ][1, ]
  list(first = row$first, later = row$later, threads = row$threads, evaluations = sample$evaluations, objective = sample$objective, note = sample$note)
}
milliseconds <- function(x) if (is.na(x)) "–" else if (x >= 1000) sprintf("%.2f s", x / 1000) else if (x >= 10) sprintf("%.1f ms", x) else sprintf("%.3f ms", x)

cat("# Lmm and its peers\n\n")
cat(paste0(machine, collapse = "\n"), "\n\n", sep = "")
cat("Whole fits by maximum likelihood, the rows in memory, from rows to result. Every program ran in processes of its own,\n")
cat("taking turns; a time is the median over the rounds, of the first fit in a process and of the later ones. Peers ran with\n")
cat("one thread of OpenBLAS and with all, and the better is quoted. Ratios are the peer's time divided by Lmm's. In a refit\n")
cat("each program draws its own new response.\n\n")
cat("| model | program | threads | first fit | later fits | evaluations | −2 log-likelihood | ratio, first | ratio, later |\n")
cat("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
notes <- character()
for (model in unique(runs$model)) {
  own <- best(model, "Lmm")
  for (program in c("Lmm", "lme4", "glmmTMB")) {
    run <- best(model, program)
    if (is.null(run)) next
    mark <- ""
    if (!is.na(run$note) && nzchar(run$note)) {
      notes <- c(notes, sprintf("%s, %s: %s", model, program, run$note))
      mark <- sprintf(" [%d]", length(notes))
    }
    ratio <- function(part) if (program == "Lmm" || is.na(run[[part]])) "" else sprintf("%.1f", run[[part]] / own[[part]])
    cat(sprintf("| %s | %s%s | %s | %s | %s | %s | %s | %s | %s |\n", model, program, mark, run$threads, milliseconds(run$first),
      milliseconds(run$later), run$evaluations, if (is.na(run$objective)) "–" else sprintf("%.4f", run$objective), ratio("first"), ratio("later")))
  }
}
if (length(notes)) cat("\n", paste0("[", seq_along(notes), "] ", notes, collapse = "\n"), "\n", sep = "")
