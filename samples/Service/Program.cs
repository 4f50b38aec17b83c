// A service that fits a mixed model to the rows that it is sent, within limits: dotnet run -c Release --project samples/Service
//   curl -H "Content-Type: text/csv" --data-binary @sleepstudy.csv http://localhost:5000/fits
using Service;

await Application.Build(args).RunAsync();
